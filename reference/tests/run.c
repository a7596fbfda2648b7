#include "run.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
run_init(struct run *run, const struct vector *v)
{
	bool defaults = v->limits.start_line == 0;

	memset(run, 0, sizeof(*run));
	h1_reader_init(&run->reader, v->kind, defaults ? NULL : &v->limits,
		v->lenient);
	h1_reader_answers(&run->reader, v->answers);
	h1_head_init(&run->head, run->fields, 128);
	h1_piece_init(&run->piece, run->trailers, 128);
	trace_init(&run->trace);
	run->status = H1_MORE;
}

void
run_free(struct run *run)
{
	free(run->kept);
	run->kept = NULL;
}

static enum h1_status
step(struct run *run, struct h1_cur *in)
{
	enum h1_status st;

	if (!run->in_body) {
		st = h1_read_head(&run->reader, in, &run->head, &run->err);
		if (st == H1_OK)
			trace_head(&run->trace, &run->head);
		run->in_body = st == H1_OK;
		return st;
	}
	st = h1_read_piece(&run->reader, in, &run->piece, &run->err);
	if (st == H1_OK) {
		trace_piece(&run->trace, &run->piece);
		run->in_body = run->piece.kind != H1_PIECE_END;
	}
	return st;
}

/* Input is consumed on H1_OK only, and then only forwards. */
static void
read_all(struct run *run, struct h1_cur *in)
{
	do {
		const uint8_t *before = in->at;

		run->status = step(run, in);
		assert(in->at >= before && in->at <= in->end);
		assert(run->status == H1_OK || in->at == before);
	} while (run->status == H1_OK);
	if (run->status == H1_ERROR)
		trace_error(&run->trace, &run->err);
}

void
run_feed(struct run *run, const uint8_t *octets, size_t len)
{
	uint8_t *moved;
	struct h1_cur in;

	if (run->status == H1_ERROR)
		return;
	moved = malloc(run->n_kept + len);
	assert(moved || run->n_kept + len == 0);
	if (run->n_kept)
		memcpy(moved, run->kept, run->n_kept);
	if (len)
		memcpy(moved + run->n_kept, octets, len);
	free(run->kept);
	run->kept = moved;
	run->n_kept += len;
	in = (struct h1_cur){moved, moved + run->n_kept};
	read_all(run, &in);
	run->n_kept = h1_cur_left(&in);
	memmove(moved, in.at, run->n_kept);
}

void
run_in_place(struct run *run, const uint8_t *octets, size_t len)
{
	struct h1_cur in = {octets, octets + len};

	read_all(run, &in);
}

void
run_eof(struct run *run)
{
	struct h1_cur in = {NULL, NULL};

	if (run->status == H1_ERROR)
		return;
	run->status = h1_read_eof(&run->reader, &run->err);
	if (run->status == H1_ERROR)
		trace_error(&run->trace, &run->err);
	else if (run->in_body)
		read_all(run, &in);
}
