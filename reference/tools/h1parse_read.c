#include "h1parse_read.h"

#include "h1parse_json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX 1000

/* What is read, and with what. */
struct run {
	struct h1parse options;
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[FIELDS_MAX];
	struct h1_field trailers[FIELDS_MAX];
	FILE *out;
};

/* A message that is being read; content is collected. */
struct message {
	json_t *json;
	json_t *chunks;
	uint8_t *content;
	size_t n_content;
	unsigned tolerated;
};

static void *
need(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		json_need(NULL);
	return memory;
}

static void
add_piece(struct message *m, const struct h1_piece *piece)
{
	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		if (!m->chunks)
			m->chunks = json_need(json_array());
		if (json_array_append_new(m->chunks,
			    json_chunk(&piece->chunk)) != 0)
			json_need(NULL);
		break;
	case H1_PIECE_CONTENT:
		assert(m->content);
		memcpy(m->content + m->n_content, piece->content.at,
			piece->content.len);
		m->n_content += piece->content.len;
		break;
	case H1_PIECE_TRAILERS:
		json_put(m->json, "trailers", json_fields(&piece->trailers));
		break;
	case H1_PIECE_END:
		m->tolerated = piece->tolerated;
		break;
	}
}

/* Reads one message from `in`; gives the last answer of the reader. */
static enum h1_status
read_message(struct run *run, struct h1_cur *in, struct message *m,
	struct h1_error *err)
{
	enum h1_status st;

	if (run->options.answers != H1_ANSWERS_OTHER)
		h1_reader_answers(&run->reader, run->options.answers);
	st = h1_read_head(&run->reader, in, &run->head, err);
	if (st != H1_OK)
		return st;
	json_head(m->json, &run->head);
	do {
		st = h1_read_piece(&run->reader, in, &run->piece, err);
		if (st == H1_MORE && run->options.eof &&
			h1_read_eof(&run->reader, err) == H1_OK)
			st = h1_read_piece(&run->reader, in, &run->piece, err);
		if (st == H1_OK)
			add_piece(m, &run->piece);
	} while (st == H1_OK && run->piece.kind != H1_PIECE_END);
	return st;
}

/* What is missing is an error once the peer has closed. */
static enum h1parse_result
result(struct run *run, struct message *m, enum h1_status st,
	struct h1_error *err)
{
	enum h1parse_result status = H1PARSE_ACCEPTED;

	if (st == H1_MORE && run->options.eof &&
		h1_read_eof(&run->reader, err) != H1_OK)
		st = H1_ERROR;
	if (st == H1_MORE)
		status = H1PARSE_MORE;
	if (st == H1_ERROR) {
		json_refused(m->json, err);
		status = H1PARSE_REFUSED;
	}
	json_put(m->json, "result",
		json_string(status == H1PARSE_ACCEPTED	? "accepted"
			    : status == H1PARSE_REFUSED ? "refused"
							: "more"));
	return status;
}

static void
print(const struct run *run, struct message *m, const struct h1_cur *in,
	const uint8_t *from)
{
	if (m->chunks)
		json_put(m->json, "chunks", m->chunks);
	json_put(m->json, "content",
		json_octets((struct h1_span){m->content, m->n_content}));
	json_put(m->json, "consumed",
		json_integer((json_int_t)(in->at - from)));
	json_put(m->json, "tolerated", json_flags(m->tolerated));
	json_dumpf(m->json, run->out,
		run->options.stream ? JSON_COMPACT : JSON_INDENT(2));
	fputc('\n', run->out);
}

/* One message: gives H1PARSE_ACCEPTED, H1PARSE_REFUSED or H1PARSE_MORE. */
static enum h1parse_result
parse(struct run *run, struct h1_cur *in)
{
	struct message m = {.json = json_need(json_object())};
	const uint8_t *from = in->at;
	struct h1_error err;
	enum h1parse_result status;

	m.content = need(h1_cur_left(in) + 1);
	json_put(m.json, "result", json_null());
	json_put(m.json, "kind",
		json_string(run->options.kind == H1_REQUEST ? "request"
							    : "response"));
	status = result(run, &m, read_message(run, in, &m, &err), &err);
	print(run, &m, in, from);
	json_decref(m.json);
	free(m.content);
	return status;
}

enum h1parse_result
h1parse_read(const struct h1parse *options, struct h1_span octets, FILE *out)
{
	struct h1_cur in = {octets.at, octets.at + octets.len};
	struct run *run = need(sizeof(*run));
	enum h1parse_result result;

	run->options = *options;
	run->out = out;
	h1_reader_init(&run->reader, options->kind, NULL, options->lenient);
	h1_head_init(&run->head, run->fields, FIELDS_MAX);
	h1_piece_init(&run->piece, run->trailers, FIELDS_MAX);
	do {
		result = parse(run, &in);
	} while (options->stream && result == H1PARSE_ACCEPTED &&
		 !h1_cur_at_end(&in) &&
		 run->head.framing.kind != H1_FRAMING_TUNNEL);
	free(run);
	return result;
}
