#include "compare/text_parts.h"

#include <string.h>

#include "report/prose.h"

void
text_say(struct octets *out, const char *text)
{
	prose_octets(out, text, strlen(text));
}

void
text_pad(struct octets *out, size_t column)
{
	size_t now = prose_column(out);

	if (now >= column) {
		octets_text(out, "\n");
		now = 0;
	}
	octets_repeat(out, " ", 1, column - now);
}

void
text_differences(struct octets *out, const struct compare_report *before,
	const struct compare_report *after)
{
	struct fact_difference d;
	size_t i = 0;

	while (fact_difference_next(before, after, &i, &d)) {
		octets_text(out, "other ");
		text_say(out, d.name);
		octets_text(out, ": ");
		text_say(out, d.before != NULL ? d.before : "none");
		octets_text(out, " -> ");
		text_say(out, d.after != NULL ? d.after : "none");
		octets_text(out, "\n");
	}
}
