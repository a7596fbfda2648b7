#include "mutator/draft.h"

#include <assert.h>
#include <string.h>

/* Makes the hole of `len` octets where `range` was. */
static bool
resize(struct draft *draft, struct range range, size_t len)
{
	size_t behind;

	assert(range.off <= draft->len && range.len <= draft->len - range.off);
	if (len > draft->max - (draft->len - range.len))
		return false;
	behind = draft->len - range_end(range);
	if (behind)
		memmove(draft->at + range.off + len,
			draft->at + range_end(range), behind);
	draft->len = range.off + len + behind;
	return true;
}

bool
draft_replace(struct draft *draft, struct range range, struct text text)
{
	if (!resize(draft, range, text.len))
		return false;
	if (text.len)
		memcpy(draft->at + range.off, text.at, text.len);
	return true;
}

bool
draft_insert(struct draft *draft, size_t off, struct text text)
{
	return draft_replace(draft, (struct range){off, 0}, text);
}

void
draft_delete(struct draft *draft, struct range range)
{
	(void)resize(draft, range, 0);
}

bool
draft_copy(struct draft *draft, size_t off, struct range range)
{
	size_t before; /* of `range`, what stands before `off` */

	if (!resize(draft, (struct range){off, 0}, range.len))
		return false;
	before = off <= range.off ? 0 : off - range.off;
	if (before > range.len)
		before = range.len;
	if (before)
		memcpy(draft->at + off, draft->at + range.off, before);
	if (before < range.len)
		memcpy(draft->at + off + before,
			draft->at + range.off + range.len + before,
			range.len - before);
	return true;
}

bool
draft_move(struct draft *draft, size_t off, struct range range)
{
	if (off > range.off && off < range_end(range))
		return false;
	if (!draft_copy(draft, off, range))
		return false;
	if (off <= range.off)
		range.off += range.len;
	draft_delete(draft, range);
	return true;
}

struct text
draft_text(const struct draft *draft, struct range range)
{
	return (struct text){(const char *)draft->at + range.off, range.len};
}
