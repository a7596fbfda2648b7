#include "reader/arrival.h"

#include <stdlib.h>
#include <string.h>

void
arrival_init(struct arrival *arrival, const struct walk_options *options)
{
	walk_init(&arrival->walk, options);
	arrival->at = NULL;
	arrival->len = 0;
}

void
arrival_free(struct arrival *arrival)
{
	free(arrival->at);
}

/* Moves what is left, and what has come, to a place of their own. */
static void
move(struct arrival *arrival, struct h1_span left, struct h1_span octets)
{
	size_t len = left.len + octets.len;
	uint8_t *at = malloc(len ? len : 1);

	if (!at)
		abort();
	if (left.len)
		memcpy(at, left.at, left.len);
	if (octets.len)
		memcpy(at + left.len, octets.at, octets.len);
	free(arrival->at);
	arrival->at = at;
	arrival->len = len;
}

void
arrival_more(struct arrival *arrival, struct h1_span octets)
{
	struct h1_cur in;

	move(arrival, (struct h1_span){arrival->at, arrival->len}, octets);
	in = (struct h1_cur){arrival->at, arrival->at + arrival->len};
	walk_on(&arrival->walk, &in);
	if (in.at == arrival->at)
		return;
	move(arrival, h1_cur_rest(&in), (struct h1_span){NULL, 0});
}
