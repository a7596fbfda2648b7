/*
 * h1parse: octets on stdin, one JSON object per message on stdout. It says how
 * the wire layer of the reference reads them.
 */

#include "h1parse_json.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ACCEPTED = 0,
	REFUSED = 1,
	USAGE = 2,
	MORE = 3
};

#define FIELDS_MAX 1000

static const char usage[] =
	"usage: h1parse [options] < message\n"
	"\n"
	"Reads an HTTP/1.1 message from standard input, strictly by RFC 9112,\n"
	"and writes a JSON object that says how it was read.\n"
	"\n"
	"  --response           the message is a response\n"
	"  --answers METHOD     the response answers HEAD or CONNECT\n"
	"  --stream             read message after message, one object per line\n"
	"  --eof                the peer closes behind the last octet\n"
	"  --lenient NAME,...   tolerate what NAME stands for; all: everything\n"
	"  --help               show this text\n"
	"\n"
	"Exit status: 0 accepted, 1 refused, 2 usage, 3 needs more octets.\n"
	"\n"
	"Names for --lenient:\n";

/* One run of the program. */
struct run {
	struct h1_reader reader;
	enum h1_kind kind;
	enum h1_answers answers;
	unsigned lenient;
	bool stream;
	bool eof;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[FIELDS_MAX];
	struct h1_field trailers[FIELDS_MAX];
};

/* A message that is being read; content is collected. */
struct message {
	json_t *json;
	json_t *chunks;
	uint8_t *content;
	size_t n_content;
	unsigned tolerated;
};

static void
help(FILE *to)
{
	fputs(usage, to);
	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		fprintf(to, "  %-20s %s\n", h1_lenient_name(bit),
			h1_lenient_text(bit));
}

/* NAME,NAME,...; says false if one is unknown. */
static bool
lenient_names(unsigned *lenient, const char *names)
{
	while (*names) {
		size_t len = strcspn(names, ",");
		struct h1_span name = {(const uint8_t *)names, len};
		unsigned flag = h1_span_equal(name, H1_SPAN("all"))
					? H1_LENIENT_ALL
					: h1_lenient_find(name);

		if (!flag) {
			fprintf(stderr, "h1parse: unknown leniency '%.*s'\n",
				(int)len, names);
			return false;
		}
		*lenient |= flag;
		names += len;
		names += *names == ',';
	}
	return true;
}

static bool
answers_method(enum h1_answers *answers, const char *method)
{
	*answers = H1_ANSWERS_OTHER;
	if (strcmp(method, "HEAD") == 0)
		*answers = H1_ANSWERS_HEAD;
	if (strcmp(method, "CONNECT") == 0)
		*answers = H1_ANSWERS_CONNECT;
	return *answers != H1_ANSWERS_OTHER;
}

/* Gives ACCEPTED, or the status to leave with at once. */
static int
options(struct run *run, int argc, char **argv)
{
	static const struct option longs[] = {
		{"response", no_argument, NULL, 'r'},
		{"answers", required_argument, NULL, 'a'},
		{"stream", no_argument, NULL, 's'},
		{"eof", no_argument, NULL, 'e'},
		{"lenient", required_argument, NULL, 'l'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		bool good = true;

		if (option == 'r')
			run->kind = H1_RESPONSE;
		else if (option == 'a')
			good = answers_method(&run->answers, optarg);
		else if (option == 's')
			run->stream = true;
		else if (option == 'e')
			run->eof = true;
		else if (option == 'l')
			good = lenient_names(&run->lenient, optarg);
		else if (option == 'h')
			return -1;
		else
			good = false;
		if (!good)
			return USAGE;
	}
	return optind == argc ? ACCEPTED : USAGE;
}

/* Gives all of stdin, owned by the caller, or NULL. */
static uint8_t *
slurp(size_t *len)
{
	size_t room = 1 << 16;
	uint8_t *octets = malloc(room);
	size_t n;

	*len = 0;
	while (octets &&
		(n = fread(octets + *len, 1, room - *len, stdin)) > 0) {
		uint8_t *more;

		*len += n;
		if (*len < room)
			continue;
		room *= 2;
		more = realloc(octets, room);
		if (!more)
			free(octets);
		octets = more;
	}
	if (octets && ferror(stdin)) {
		free(octets);
		octets = NULL;
	}
	return octets;
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

	if (run->answers != H1_ANSWERS_OTHER)
		h1_reader_answers(&run->reader, run->answers);
	st = h1_read_head(&run->reader, in, &run->head, err);
	if (st != H1_OK)
		return st;
	json_head(m->json, &run->head);
	do {
		st = h1_read_piece(&run->reader, in, &run->piece, err);
		if (st == H1_MORE && run->eof &&
			h1_read_eof(&run->reader, err) == H1_OK)
			st = h1_read_piece(&run->reader, in, &run->piece, err);
		if (st == H1_OK)
			add_piece(m, &run->piece);
	} while (st == H1_OK && run->piece.kind != H1_PIECE_END);
	return st;
}

/* What is missing is an error once the peer has closed. */
static int
result(struct run *run, struct message *m, enum h1_status st,
	struct h1_error *err)
{
	int status = ACCEPTED;

	if (st == H1_MORE && run->eof &&
		h1_read_eof(&run->reader, err) != H1_OK)
		st = H1_ERROR;
	if (st == H1_MORE)
		status = MORE;
	if (st == H1_ERROR) {
		json_refused(m->json, err);
		status = REFUSED;
	}
	json_put(m->json, "result",
		json_string(status == ACCEPTED	? "accepted"
			    : status == REFUSED ? "refused"
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
	json_dumpf(m->json, stdout,
		run->stream ? JSON_COMPACT : JSON_INDENT(2));
	putchar('\n');
}

/* One message: gives ACCEPTED, REFUSED or MORE. */
static int
parse(struct run *run, struct h1_cur *in)
{
	struct message m = {.json = json_need(json_object())};
	const uint8_t *from = in->at;
	struct h1_error err;
	int status;

	m.content = malloc(h1_cur_left(in) + 1);
	if (!m.content)
		json_need(NULL);
	json_put(m.json, "result", json_null());
	json_put(m.json, "kind",
		json_string(run->kind == H1_REQUEST ? "request" : "response"));
	status = result(run, &m, read_message(run, in, &m, &err), &err);
	print(run, &m, in, from);
	json_decref(m.json);
	free(m.content);
	return status;
}

static int
parse_all(struct run *run, const uint8_t *octets, size_t len)
{
	struct h1_cur in = {octets, octets + len};
	int status;

	h1_reader_init(&run->reader, run->kind, NULL, run->lenient);
	h1_head_init(&run->head, run->fields, FIELDS_MAX);
	h1_piece_init(&run->piece, run->trailers, FIELDS_MAX);
	do {
		status = parse(run, &in);
	} while (run->stream && status == ACCEPTED && !h1_cur_at_end(&in) &&
		 run->head.framing.kind != H1_FRAMING_TUNNEL);
	return status;
}

int
main(int argc, char **argv)
{
	static struct run run;
	uint8_t *octets;
	size_t len;
	int status = options(&run, argc, argv);

	if (status != ACCEPTED) {
		help(status == USAGE ? stderr : stdout);
		return status == USAGE ? USAGE : EXIT_SUCCESS;
	}
	octets = slurp(&len);
	if (!octets) {
		fprintf(stderr, "h1parse: standard input: %s\n",
			strerror(errno));
		return USAGE;
	}
	status = parse_all(&run, octets, len);
	free(octets);
	if (fflush(stdout) != 0)
		return USAGE;
	return status;
}
