/*
 * A connection in memory, with servers that mean no good. Each answer is played
 * whole, cut in two at every place, and octet by octet: what is made of it is
 * always the same.
 */

#include "client/connection.h"

#include <stdlib.h>

#include "h1/error.h"
#include "h1/lenient.h"
#include "tests/client/unit.h"

#define STORY_MAX 4096
#define OUT_MAX 65536

/* What comes behind the octets. */
enum ending {
	STAYS, /* the connection stays open */
	FIN,
	RST
};

/* One connection, and the story of what happened on it. */
struct play {
	struct client_connection *connection;
	struct client_settings settings;
	uint64_t now;
	char story[STORY_MAX];
	size_t len;
	bool in_content;  /* runs of content are told as one */
	size_t error_off; /* where it failed, if it did */
	uint8_t out[OUT_MAX];
	size_t out_len;
};

static void
tell(struct play *play, const char *text, size_t len)
{
	assert_true(len < STORY_MAX - play->len);
	memcpy(play->story + play->len, text, len);
	play->len += len;
	play->story[play->len] = '\0';
}

static void
tell_text(struct play *play, const char *text)
{
	if (play->in_content)
		tell(play, "] ", 2);
	play->in_content = false;
	tell(play, text, strlen(text));
}

static void
tell_content(struct play *play, struct h1_span content)
{
	assert_true(content.len > 0);
	if (!play->in_content)
		tell(play, "[", 1);
	play->in_content = true;
	tell(play, (const char *)content.at, content.len);
}

static void
tell_failure(struct play *play, const struct client_event *event)
{
	char text[128];

	if (event->error.code == H1_E_NONE)
		snprintf(text, sizeof(text), "%s",
			client_failure_name(event->failure));
	else
		snprintf(text, sizeof(text), "%s %s",
			client_failure_name(event->failure),
			h1_code_name(event->error.code));
	play->error_off = event->error.off;
	tell_text(play, text);
}

/* Tells one event; false when there will be no more for now. */
static bool
tell_event(struct play *play)
{
	struct client_event event;
	char text[64];

	client_connection_next(play->connection, &event);
	switch (event.kind) {
	case CLIENT_EVENT_WAIT:
		return false;
	case CLIENT_EVENT_INTERIM:
	case CLIENT_EVENT_HEAD:
		snprintf(text, sizeof(text), "%03u ", event.head->status);
		tell_text(play, text);
		return true;
	case CLIENT_EVENT_CONTENT:
		tell_content(play, event.content);
		return true;
	case CLIENT_EVENT_TRAILERS:
		snprintf(text, sizeof(text), "trailers=%zu ",
			event.trailers->n);
		tell_text(play, text);
		return true;
	case CLIENT_EVENT_END:
		tell_text(play, client_connection_reusable(play->connection)
					? "end keep"
					: "end close");
		return false;
	case CLIENT_EVENT_FAILED:
		tell_failure(play, &event);
		assert_false(client_connection_reusable(play->connection));
		return false;
	}
	return false;
}

static void
tell_events(struct play *play)
{
	while (tell_event(play))
		;
}

static bool
is_over(const struct play *play)
{
	return !client_connection_wants_input(play->connection) ||
	       strstr(play->story, "end ");
}

static void
open_play(struct play *play)
{
	play->now = 1000;
	play->len = 0;
	play->out_len = 0;
	play->in_content = false;
	play->error_off = 0;
	play->story[0] = '\0';
	play->connection = client_connection_new(&play->settings, H1_STRICT);
	assert_non_null(play->connection);
}

static void
close_play(struct play *play)
{
	client_connection_free(play->connection);
}

static struct client_request
request(const char *method)
{
	return (struct client_request){.method = span_of(method),
		.target = H1_SPAN("/"),
		.host = H1_SPAN("h")};
}

static void
ask(struct play *play, const struct client_request *request)
{
	struct h1_error err;

	assert_int_equal(client_connection_ask(play->connection, request,
				 play->now, &err),
		H1_OK);
}

/* Takes all that is to be sent. */
static void
send_all(struct play *play)
{
	struct h1_span span;

	while (client_connection_output(play->connection, &span)) {
		assert_true(span.len <= OUT_MAX - play->out_len);
		memcpy(play->out + play->out_len, span.at, span.len);
		play->out_len += span.len;
		client_connection_sent(play->connection, play->now);
	}
}

static void
receive(struct play *play, struct h1_span octets)
{
	while (octets.len > 0 &&
		client_connection_wants_input(play->connection)) {
		size_t room;
		uint8_t *to = client_connection_room(play->connection, &room);
		size_t n = octets.len < room ? octets.len : room;

		assert_non_null(to);
		memcpy(to, octets.at, n);
		client_connection_received(play->connection, n, play->now);
		octets.at += n;
		octets.len -= n;
		tell_events(play);
	}
}

static void
end_input(struct play *play, enum ending ending)
{
	if (ending == STAYS || is_over(play))
		return;
	if (ending == FIN)
		client_connection_ended(play->connection);
	else
		client_connection_broken(play->connection);
	tell_events(play);
}

static const struct row {
	const char *method;
	const char *octets;
	size_t len;
	enum ending ending;
	const char *story;
} rows[] = {
#define ROW(method, octets, ending, story) \
	{method, octets, sizeof(octets) - 1, ending, story},
	/* clang-format off */

/* What is right */
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", STAYS,
	"200 [hello] end keep")
ROW("GET", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", STAYS,
	"200 end keep")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	"2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", STAYS,
	"200 [hello] end keep")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	"0\r\nA: b\r\nC: d\r\n\r\n", STAYS,
	"200 trailers=2 end keep")
ROW("GET", "HTTP/1.1 200 OK\r\n\r\nhello", FIN, "200 [hello] end close")
ROW("GET", "HTTP/1.1 200 OK\r\n\r\n", FIN, "200 end close")
ROW("GET", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", STAYS,
	"200 [hi] end close")
ROW("GET", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"
	"Content-Length: 2\r\n\r\nhi", STAYS, "200 [hi] end keep")
ROW("GET", "HTTP/1.1 200 OK\r\nConnection: close\r\n"
	"Content-Length: 2\r\n\r\nhi", STAYS, "200 [hi] end close")
ROW("GET", "HTTP/1.9 200 OK\r\nContent-Length: 0\r\n\r\n", STAYS,
	"200 end keep")
ROW("GET", "HTTP/1.1 999 ?\r\nContent-Length: 0\r\n\r\n", STAYS,
	"999 end keep")
ROW("GET", "HTTP/1.1 000 ?\r\nContent-Length: 0\r\n\r\n", STAYS,
	"000 end keep")

/* O01: the status-line */
ROW("GET", "HTTP/1.1 200\r\n\r\n", FIN, "MALFORMED STATUS_LINE_SPACE")
ROW("GET", "HTTP/1.1 20 OK\r\n\r\n", FIN, "MALFORMED STATUS_CODE")
ROW("GET", "HTTP/1.1 2000 OK\r\n\r\n", FIN, "MALFORMED STATUS_CODE")
ROW("GET", "HTTP/1.1 -20 OK\r\n\r\n", FIN, "MALFORMED STATUS_CODE")
ROW("GET", "HTTP/1.1  200 OK\r\n\r\n", FIN, "MALFORMED STATUS_LINE_SPACE")
ROW("GET", "HTTP/2.0 200 OK\r\n\r\n", FIN, "MALFORMED VERSION_MAJOR")
ROW("GET", "HTTP/11 200 OK\r\n\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "http/1.1 200 OK\r\n\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "ICY 200 OK\r\n\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "<html>no head</html>\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "220 mail.example ESMTP\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "HTTP/1.1 200 OK\n\n", FIN, "MALFORMED BARE_LF")
ROW("GET", "HTTP/1.1 200 O\x1BK\r\n\r\n", FIN, "MALFORMED REASON_OCTET")
ROW("GET", "HTTP/1.1 200 O\0K\r\n\r\n", FIN, "MALFORMED REASON_OCTET")
ROW("GET", "HTTP/1.1 200 O\rK\r\n\r\n", FIN, "MALFORMED BARE_CR")
ROW("GET", "\r\nHTTP/1.1 200 OK\r\n\r\n", FIN, "MALFORMED VERSION_SYNTAX")
ROW("GET", "\0", FIN, "MALFORMED VERSION_SYNTAX")

/* O02: framing */
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
	"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", STAYS,
	"MALFORMED LENGTH_WITH_TE")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
	"Content-Length: 6\r\n\r\nhello", STAYS,
	"MALFORMED LENGTH_CONFLICT")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
	"Content-Length: 5\r\n\r\nhello", STAYS,
	"MALFORMED LENGTH_REPEATED")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n", STAYS,
	"MALFORMED LENGTH_CONFLICT")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", STAYS,
	"MALFORMED LENGTH_SYNTAX")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n", STAYS,
	"MALFORMED LENGTH_SYNTAX")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", STAYS,
	"MALFORMED LENGTH_SYNTAX")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
	STAYS, "MALFORMED LENGTH_OVERFLOW")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx", FIN,
	"CODED")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
	STAYS, "CODED")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nx", FIN,
	"CODED")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\nx", FIN,
	"CODED")
ROW("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
	STAYS, "MALFORMED CHUNKED_TWICE")
ROW("GET", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", STAYS,
	"MALFORMED TE_VERSION")

/* O03: the chunked coding */
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ROW("GET", CHUNKED "Z\r\n", STAYS, "200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "0x5\r\nhello\r\n0\r\n\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "-5\r\n", STAYS, "200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "\r\n", STAYS, "200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "5\nhello\r\n0\r\n\r\n", STAYS,
	"200 MALFORMED BARE_LF")
ROW("GET", CHUNKED "5\r\nhelloXX0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "5\r\nhello\n0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "10000000000000000\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE_OVERFLOW")
ROW("GET", CHUNKED "5;\"\r\n", STAYS, "200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "0\r\nnocolon\r\n\r\n", STAYS,
	"200 MALFORMED FIELD_NO_COLON")
ROW("GET", CHUNKED "0\r\n\n", STAYS, "200 MALFORMED BARE_LF")
ROW("GET", CHUNKED "0\r\nX", FIN, "200 INCOMPLETE")
ROW("GET", CHUNKED "0_2e\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "5 x\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "1junk\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "+0\r\n\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "-0x0\r\n\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED " 5\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "5 \r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "005\r\nhello\r\n000\r\n\r\n", STAYS,
	"200 [hello] end keep")
ROW("GET", CHUNKED "00000000000000000000000000000000005\r\nhello\r\n0\r\n\r\n", STAYS,
	"200 [hello] end keep")
ROW("GET", CHUNKED "FFFFFFFFFFFFFFFF1\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE_OVERFLOW")
ROW("GET", CHUNKED "a\r\n\r\n0\r\n\r\nhi\n\r\nA\r\n0123456789\r\n0\r\n\r\n", STAYS,
	"200 [\r\n0\r\n\r\nhi\n0123456789] end keep")
ROW("GET", CHUNKED "2;a;b=c;d=\"q;\\\"\\\r\"\r\nhi\r\n0;e\r\n\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "2;a;b=c;d=\"q;\\\"\"\r\nhi\r\n0;e\r\n\r\n", STAYS,
	"200 [hi] end keep")
ROW("GET", CHUNKED "5;\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "5;[\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "5;a\0\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "5;a=\"\r\n0\r\n\r\n\"\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_EXT")
ROW("GET", CHUNKED "5\r\r;a\r\nhello\r\n", STAYS,
	"200 MALFORMED BARE_CR")
ROW("GET", CHUNKED "5;a=b\r\rX\nhello\r\n", STAYS,
	"200 MALFORMED BARE_CR")
ROW("GET", CHUNKED "5\rXhello\r\n", STAYS,
	"200 MALFORMED BARE_CR")
ROW("GET", CHUNKED "5\r\r\nhello\r\n", STAYS,
	"200 MALFORMED BARE_CR")
ROW("GET", CHUNKED "5\r\nhello\rX0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "5\r\nhello\r\r0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "5\r\nhello0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "5\r\nhello!\r\n0\r\n\r\n", STAYS,
	"200 [hello] MALFORMED CHUNK_DATA_END")
ROW("GET", CHUNKED "0\r\nXX\r\n", STAYS,
	"200 MALFORMED FIELD_NO_COLON")
ROW("GET", CHUNKED "0\r\n\rX", STAYS,
	"200 MALFORMED BARE_CR")
ROW("GET", CHUNKED "\r\n5\r\nhello\r\n", STAYS,
	"200 MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "2\r\nhi\r\n\r\n0\r\n\r\n", STAYS,
	"200 [hi] MALFORMED CHUNK_SIZE")
ROW("GET", CHUNKED "0\r\n\r\n\0", STAYS,
	"200 end close")
ROW("GET", CHUNKED "0\r\nA: b\r\n\r\n", STAYS,
	"200 trailers=1 end keep")
ROW("GET", CHUNKED "0\r\nA : b\r\n\r\n", STAYS,
	"200 MALFORMED SPACE_BEFORE_COLON")
ROW("GET", CHUNKED "0\r\nA: \0\r\n\r\n", STAYS,
	"200 MALFORMED VALUE_NUL")

/* O04: field lines */
ROW("GET", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n", STAYS,
	"200 end keep")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 0\r\n\r\n", STAYS,
	"MALFORMED LENGTH_SYNTAX")
ROW("GET", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n", STAYS,
	"MALFORMED SPACE_BEFORE_FIELDS")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n", STAYS,
	"MALFORMED SPACE_BEFORE_COLON")
ROW("GET", "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", STAYS,
	"MALFORMED VALUE_NUL")
ROW("GET", "HTTP/1.1 200 OK\r\nA: b\x1B[2J\r\n\r\n", STAYS,
	"MALFORMED VALUE_CTL")
ROW("GET", "HTTP/1.1 200 OK\r\nA: b\nB: c\r\n\r\n", STAYS,
	"MALFORMED BARE_LF")
ROW("GET", "HTTP/1.1 200 OK\r\nA: b\rB: c\r\n\r\n", STAYS,
	"MALFORMED BARE_CR")
ROW("GET", "HTTP/1.1 200 OK\r\nnocolon\r\n\r\n", STAYS,
	"MALFORMED FIELD_NO_COLON")
ROW("GET", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", STAYS,
	"MALFORMED FIELD_NAME_EMPTY")

/* O05: answers without content that have some; interim responses */
ROW("GET", "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello", STAYS,
	"204 end close")
ROW("GET", "HTTP/1.1 204 No\r\n\r\n", STAYS, "204 end keep")
ROW("GET", "HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\n", STAYS,
	"304 end keep")
ROW("GET", "HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	STAYS, "304 end close")
ROW("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", STAYS,
	"200 end keep")
ROW("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", STAYS,
	"200 end close")
ROW("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", STAYS,
	"200 end keep")
ROW("GET", "HTTP/1.1 103 Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 102 x\r\n\r\n"
	"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", STAYS,
	"103 102 200 end keep")
ROW("GET", "HTTP/1.1 100 C\r\nContent-Length: 5\r\n\r\nhello\r\n", STAYS,
	"100 MALFORMED VERSION_SYNTAX")
ROW("GET", "HTTP/1.1 100 C\r\nConnection: close\r\n\r\n"
	"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", STAYS,
	"100 200 end close")
ROW("GET", "HTTP/1.1 101 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n\x81",
	STAYS, "SWITCHED")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
	"HTTP/1.1 100 C\r\n\r\n", STAYS, "200 end close")
ROW("GET", "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 100 C\r\n\r\nHTTP/1.1 100 C\r\n\r\n"
	"HTTP/1.1 100 C\r\n\r\n", STAYS, "100 100 100 INTERIM")

/* O06: the connection ends before the answer does */
ROW("GET", "", FIN, "CLOSED")
ROW("GET", "", RST, "CLOSED")
ROW("GET", "H", FIN, "INCOMPLETE")
ROW("GET", "HTTP/1.1 200 OK\r\n", FIN, "INCOMPLETE")
ROW("GET", "HTTP/1.1 200 OK\r\nA", RST, "BROKEN")
ROW("GET", "HTTP/1.1 100 C\r\n\r\n", FIN, "100 INCOMPLETE")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", FIN,
	"200 [hell] INCOMPLETE")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", RST,
	"200 [hell] BROKEN")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", RST,
	"200 [hello] end keep")
ROW("GET", "HTTP/1.1 200 OK\r\n\r\nhello", RST, "200 [hello] BROKEN")
ROW("GET", CHUNKED "5\r\nhel", FIN, "200 [hel] INCOMPLETE")
ROW("GET", CHUNKED "5\r\nhello\r\n", FIN, "200 [hello] INCOMPLETE")
ROW("GET", CHUNKED "5\r\nhello\r\n0\r\n", FIN, "200 [hello] INCOMPLETE")
ROW("GET", CHUNKED "5\r\nhello\r\n0\r\n\r", RST, "200 [hello] BROKEN")

/* O07: octets behind the answer are never the next one */
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiX", STAYS,
	"200 [hi] end close")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi\r\n", STAYS,
	"200 [hi] end close")
ROW("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
	"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", STAYS,
	"200 [hi] end close")
ROW("GET", CHUNKED "0\r\n\r\nX", STAYS, "200 end close")
/* clang-format on */
#undef ROW
};

/* The end may be seen before the last octets come; what then comes may only end
 * the connection. */
static void
settle_end(struct play *play)
{
	char *end = strstr(play->story, "end keep");

	if (end && !client_connection_reusable(play->connection))
		memcpy(end, "end close", sizeof("end close"));
}

static size_t
check(const struct play *play, const struct row *row, const char *how)
{
	if (strcmp(play->story, row->story) == 0)
		return 0;
	print_error("%s, %s: '%s' is not '%s'\n", row->octets, how, play->story,
		row->story);
	return 1;
}

/* Gives 1 if it came otherwise, so that all that do are told. */
static size_t
play_row(struct play *play, const struct row *row, size_t first, size_t step,
	const char *how)
{
	const struct client_request asked = request(row->method);
	const uint8_t *octets = (const uint8_t *)row->octets;
	size_t at = first;
	size_t n_wrong = 0;

	open_play(play);
	ask(play, &asked);
	send_all(play);
	receive(play, (struct h1_span){octets, first});
	while (at < row->len) {
		size_t n = row->len - at < step ? row->len - at : step;

		receive(play, (struct h1_span){octets + at, n});
		at += n;
	}
	end_input(play, row->ending);
	settle_end(play);
	if (how)
		n_wrong = check(play, row, how);
	close_play(play);
	return n_wrong;
}

static void
every_cut_gives_the_same(void **state)
{
	struct play play = {.settings = client_settings_default};
	size_t n_wrong = 0;
	size_t off;

	(void)state;
	play.settings.max_interim = 3;
	for (size_t i = 0; i < N(rows); i++) {
		n_wrong += play_row(&play, &rows[i], 0, 1, "octet by octet");
		off = play.error_off;
		for (size_t cut = 0; cut <= rows[i].len; cut++) {
			n_wrong +=
				play_row(&play, &rows[i], cut, SIZE_MAX, "cut");
			assert_int_equal(play.error_off, off);
		}
	}
	assert_int_equal(n_wrong, 0);
}

/* Plays the first `len` octets of an answer and what is behind them. */
static void
play_prefix(struct play *play, const char *octets, size_t len,
	enum ending ending)
{
	const struct client_request asked = request("GET");

	open_play(play);
	ask(play, &asked);
	send_all(play);
	receive(play, (struct h1_span){(const uint8_t *)octets, len});
	end_input(play, ending);
	close_play(play);
}

static void
no_prefix_is_an_answer(void **state)
{
	static const char *const answers[] = {
		"HTTP/1.1 103 x\r\nA: b\r\n\r\n"
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
		CHUNKED "5;a=\"b\"\r\nhello\r\n0;c\r\nT: u\r\n\r\n",
	};
	struct play play = {.settings = client_settings_default};

	(void)state;
	for (size_t i = 0; i < N(answers); i++) {
		size_t len = strlen(answers[i]);

		for (size_t n = 0; n < len; n++) {
			play_prefix(&play, answers[i], n, FIN);
			assert_non_null(strstr(play.story,
				n == 0 ? "CLOSED" : "INCOMPLETE"));
			assert_null(strstr(play.story, "end"));
			play_prefix(&play, answers[i], n, RST);
			assert_non_null(strstr(play.story,
				n == 0 ? "CLOSED" : "BROKEN"));
			assert_null(strstr(play.story, "end"));
		}
		play_prefix(&play, answers[i], len, RST);
		assert_non_null(strstr(play.story, "end keep"));
	}
}

/* xorshift64: the same numbers on every machine. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Changes, takes away or doubles some octets; gives the new length. */
static size_t
mutate(uint8_t *out, size_t max, const struct row *row, uint64_t *random)
{
	static const uint8_t special[] = "\r\n\0 :;,0fF\t\x80\"";
	size_t len = 0;

	for (size_t i = 0; i < row->len && len + 2 < max; i++) {
		uint64_t dice = next_random(random) % 64;

		if (dice == 0)
			continue;
		out[len++] = (uint8_t)row->octets[i];
		if (dice == 1)
			out[len++] = (uint8_t)row->octets[i];
		else if (dice == 2)
			out[len - 1] = special[next_random(random) %
					       (sizeof(special) - 1)];
		else if (dice == 3)
			out[len - 1] = (uint8_t)next_random(random);
	}
	return len;
}

/* ASSAY_SEED, so that a failure can be had again; not 0, where xorshift stays. */
static uint64_t
seed(void)
{
	const char *text = getenv("ASSAY_SEED");
	uint64_t n = text ? strtoull(text, NULL, 10) : 0;

	if (n == 0)
		n = 88172645463325252u;
	print_message("ASSAY_SEED=%llu\n", (unsigned long long)n);
	return n;
}

/* What was made of it in one piece is what is made of it in pieces. */
static void
mutants_do_no_harm(void **state)
{
	struct play play = {.settings = client_settings_default};
	uint64_t random = seed();
	char story[STORY_MAX];
	uint8_t octets[1024];

	(void)state;
	for (size_t i = 0; i < 4000; i++) {
		struct row row = rows[next_random(&random) % N(rows)];

		row.len = mutate(octets, sizeof(octets), &row, &random);
		row.octets = (const char *)octets;
		play_row(&play, &row, row.len, SIZE_MAX, NULL);
		memcpy(story, play.story, sizeof(story));
		row.story = story;
		if (play_row(&play, &row, 0, 1 + next_random(&random) % 3,
			    "a mutant in pieces") > 0)
			fail_msg("mutant %zu", i);
	}
}

/* A run of one octet, over and over. */
static void
flood(struct play *play, const char *head, const char *unit, size_t max)
{
	const struct client_request asked = request("GET");
	size_t n;

	open_play(play);
	ask(play, &asked);
	send_all(play);
	receive(play, span_of(head));
	for (n = 0; n < max && client_connection_wants_input(play->connection);
		n++)
		receive(play, span_of(unit));
	assert_true(n < max);
}

static const struct {
	const char *head, *unit;
	const char *story; /* how it begins to fail */
} floods[] = {
	{"HTTP/1.1 200 ", "aaaaaaaaaa", "TOO_LARGE STATUS_LINE_TOO_LONG"},
	{"HTTP/1.1 200 OK\r\n", "aaaaaaaaaa", "TOO_LARGE FIELD_LINE_TOO_LONG"},
	{"HTTP/1.1 200 OK\r\nA: ", "aaaaaaaaaa",
		"TOO_LARGE FIELD_LINE_TOO_LONG"},
	{"HTTP/1.1 200 OK\r\n", "A: b\r\n", "TOO_LARGE TOO_MANY_FIELDS"},
	{"HTTP/1.1 200 OK\r\nA: b\r\n", " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
		"TOO_LARGE FIELD_"},
	{"", "HTTP/1.1 102 x\r\n\r\n", "102 102 102 INTERIM"},
	{CHUNKED, "00000000000000000000", "200 TOO_LARGE CHUNK_LINE_TOO_LONG"},
	{CHUNKED "1;", "aaaaaaaaaaaaaaaaaaaa",
		"200 TOO_LARGE CHUNK_LINE_TOO_LONG"},
	{CHUNKED "0\r\n", "A: b\r\n", "200 TOO_LARGE TOO_MANY_FIELDS"},
	{CHUNKED "0\r\nA: ", "aaaaaaaaaaaaaaaaaa", "200 TOO_LARGE "},
};

static void
nothing_is_without_end(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	play.settings.max_interim = 3;
	for (size_t i = 0; i < N(floods); i++) {
		flood(&play, floods[i].head, floods[i].unit, 20000);
		if (strncmp(play.story, floods[i].story,
			    strlen(floods[i].story)) != 0)
			fail_msg("'%s' is not '%s'", play.story,
				floods[i].story);
		close_play(&play);
	}
}

static void
chunk_extensions_have_a_limit(void **state)
{
	char unit[1100];
	struct play play = {.settings = client_settings_default};

	(void)state;
	memcpy(unit, "1;", 2);
	memset(unit + 2, 'a', 1000);
	memcpy(unit + 1002, "\r\nx\r\n", sizeof("\r\nx\r\n"));
	flood(&play, CHUNKED, unit, 100);
	assert_non_null(strstr(play.story, "TOO_LARGE CHUNK_EXTS_TOO_LONG"));
	close_play(&play);
}

static const struct {
	const char *octets;
	enum ending ending;
	const char *story;
} sizes[] = {
	{"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", STAYS,
		"TOO_LARGE CONTENT_TOO_LARGE"},
	{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789", STAYS,
		"200 [0123456789] end keep"},
	{"HTTP/1.1 200 OK\r\n\r\n0123456789", FIN,
		"200 [0123456789] end close"},
	{"HTTP/1.1 200 OK\r\n\r\n0123456789a", STAYS,
		"200 [0123456789] TOO_LARGE CONTENT_TOO_LARGE"},
	{CHUNKED "a\r\n0123456789\r\n0\r\n\r\n", STAYS,
		"200 [0123456789] end keep"},
	{CHUNKED "b\r\n", STAYS, "200 TOO_LARGE CONTENT_TOO_LARGE"},
	{CHUNKED "a\r\n0123456789\r\n1\r\n", STAYS,
		"200 [0123456789] TOO_LARGE CONTENT_TOO_LARGE"},
	{CHUNKED "ffffffffffffffff\r\n", STAYS,
		"200 TOO_LARGE CONTENT_TOO_LARGE"},
};

static void
content_has_a_limit(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	play.settings.max_size = 10;
	for (size_t i = 0; i < N(sizes); i++) {
		const struct row row = {"GET", sizes[i].octets,
			strlen(sizes[i].octets), sizes[i].ending,
			sizes[i].story};

		assert_int_equal(play_row(&play, &row, row.len, SIZE_MAX,
					 "whole"),
			0);
		assert_int_equal(play_row(&play, &row, 0, 1, "octet by octet"),
			0);
	}
}

static void
octets_before_the_request_are_no_answer(void **state)
{
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
	const struct client_request asked = request("GET");
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_play(&play);
	receive(&play, span_of(answer));
	assert_false(client_connection_reusable(play.connection));
	assert_int_equal(client_connection_extra(play.connection),
		sizeof(answer) - 1);
	assert_string_equal(play.story, "");
	close_play(&play);

	open_play(&play);
	ask(&play, &asked);
	receive(&play, span_of(answer));
	assert_string_equal(play.story, "EARLY");
	close_play(&play);
}

static void
octets_between_answers_end_the_connection(void **state)
{
	const struct client_request asked = request("GET");
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_play(&play);
	ask(&play, &asked);
	send_all(&play);
	receive(&play, span_of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
	assert_string_equal(play.story, "200 end keep");
	receive(&play, span_of("HTTP/1.1 408 Time-out\r\n\r\n"));
	assert_string_equal(play.story, "200 end keep");
	assert_false(client_connection_reusable(play.connection));
	close_play(&play);
}

static void
requests_follow_one_another(void **state)
{
	const struct client_request get = request("GET");
	const struct client_request head = request("HEAD");
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_play(&play);
	for (int i = 0; i < 3; i++) {
		play.len = 0;
		ask(&play, &head);
		send_all(&play);
		receive(&play,
			span_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
		assert_string_equal(play.story, "200 end keep");
		play.len = 0;
		ask(&play, &get);
		send_all(&play);
		receive(&play, span_of(CHUNKED "1\r\na\r\n0\r\nT: u\r\n\r\n"));
		assert_string_equal(play.story, "200 [a] trailers=1 end keep");
	}
	client_connection_ended(play.connection);
	assert_false(client_connection_reusable(play.connection));
	close_play(&play);
}

/* A request with content of five octets. */
static struct client_request
upload(enum client_content content, bool expect)
{
	struct client_request asked = request("PUT");

	asked.content = content;
	asked.length = 5;
	asked.expect = expect;
	return asked;
}

#define PUT_LENGTH "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n"
#define PUT_EXPECT                                           \
	"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n" \
	"Expect: 100-continue\r\n\r\n"
#define PUT_CHUNKED \
	"PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define NO "HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n"
#define NO_CLOSE \
	"HTTP/1.1 413 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

static void
assert_sent(const struct play *play, const char *octets)
{
	assert_span((struct h1_span){play->out, play->out_len}, octets);
}

static void
give(struct play *play, const char *content)
{
	assert_true(client_connection_wants_content(play->connection));
	assert_true(client_connection_content(play->connection,
		span_of(content), play->now));
	send_all(play);
}

static void
open_upload(struct play *play, enum client_content content, bool expect)
{
	const struct client_request asked = upload(content, expect);

	open_play(play);
	ask(play, &asked);
	send_all(play);
}

static void
content_is_sent(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, false);
	give(&play, "he");
	give(&play, "llo");
	assert_false(client_connection_wants_content(play.connection));
	assert_true(client_connection_content_end(play.connection, play.now));
	assert_sent(&play, PUT_LENGTH "hello");
	receive(&play, span_of(OK));
	assert_string_equal(play.story, "200 end keep");
	assert_true(client_connection_all_sent(play.connection));
	close_play(&play);

	open_upload(&play, CLIENT_CONTENT_CHUNKED, false);
	give(&play, "he");
	give(&play, "llo");
	assert_true(client_connection_content_end(play.connection, play.now));
	send_all(&play);
	assert_sent(&play, PUT_CHUNKED "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
	receive(&play, span_of(OK));
	assert_string_equal(play.story, "200 end keep");
	close_play(&play);
}

static void
content_that_is_too_short_breaks_the_request(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, false);
	give(&play, "hell");
	assert_false(client_connection_content_end(play.connection, play.now));
	assert_false(client_connection_all_sent(play.connection));
	assert_false(client_connection_reusable(play.connection));
	close_play(&play);
}

static void
content_waits_for_100(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, true);
	assert_sent(&play, PUT_EXPECT);
	assert_false(client_connection_wants_content(play.connection));
	receive(&play, span_of("HTTP/1.1 103 x\r\n\r\n"));
	assert_false(client_connection_wants_content(play.connection));
	receive(&play, span_of("HTTP/1.1 100 x\r\n\r\n"));
	give(&play, "hello");
	receive(&play, span_of(OK));
	assert_string_equal(play.story, "103 100 200 end keep");
	close_play(&play);
}

static void
content_does_not_wait_for_ever(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, true);
	assert_int_equal(client_connection_deadline(play.connection),
		play.now + play.settings.expect_ms);
	play.now += play.settings.expect_ms - 1;
	client_connection_tick(play.connection, play.now);
	assert_false(client_connection_wants_content(play.connection));
	play.now++;
	client_connection_tick(play.connection, play.now);
	give(&play, "hello");
	/* and if it comes late, it does no harm */
	receive(&play, span_of("HTTP/1.1 100 x\r\n\r\n" OK));
	assert_string_equal(play.story, "100 200 end keep");
	close_play(&play);
}

static void
a_final_answer_keeps_content_back(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, true);
	receive(&play, span_of(NO));
	assert_string_equal(play.story, "413 end close");
	assert_false(client_connection_wants_content(play.connection));
	assert_false(client_connection_all_sent(play.connection));
	assert_sent(&play, PUT_EXPECT);
	close_play(&play);
}

static void
a_refusal_that_closes_stops_content(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_CHUNKED, false);
	give(&play, "he");
	receive(&play, span_of(NO_CLOSE));
	assert_string_equal(play.story, "413 end close");
	assert_false(client_connection_wants_content(play.connection));
	assert_sent(&play, PUT_CHUNKED "2\r\nhe\r\n");
	close_play(&play);
}

static void
an_early_answer_lets_content_go_on(void **state)
{
	static const char *const answers[] = {OK, NO};

	(void)state;
	for (size_t i = 0; i < N(answers); i++) {
		struct play play = {.settings = client_settings_default};

		open_upload(&play, CLIENT_CONTENT_LENGTH, false);
		give(&play, "he");
		receive(&play, span_of(answers[i]));
		assert_null(strstr(play.story, "end"));
		give(&play, "llo");
		tell_events(&play);
		assert_non_null(strstr(play.story, "end keep"));
		assert_true(client_connection_all_sent(play.connection));
		close_play(&play);
	}
}

static void
an_answer_is_read_when_nothing_can_be_sent(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, false);
	give(&play, "he");
	client_connection_unsendable(play.connection);
	assert_false(client_connection_wants_content(play.connection));
	receive(&play, span_of(NO));
	assert_string_equal(play.story, "413 end close");
	assert_false(client_connection_all_sent(play.connection));
	close_play(&play);
}

static void
an_early_answer_ends_with_the_connection(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	open_upload(&play, CLIENT_CONTENT_LENGTH, false);
	receive(&play, span_of(OK));
	client_connection_ended(play.connection);
	tell_events(&play);
	assert_string_equal(play.story, "200 end close");
	assert_false(client_connection_all_sent(play.connection));
	close_play(&play);
}

static void
time_runs_out(void **state)
{
	const struct client_request asked = request("GET");
	struct play play = {.settings = client_settings_default};

	(void)state;
	play.settings.idle_ms = 100;
	play.settings.head_ms = 150;
	play.settings.min_rate = 100; /* an octet buys 10 ms */
	open_play(&play);
	assert_true(client_connection_deadline(play.connection) ==
		    CLIENT_NEVER);
	ask(&play, &asked);
	assert_int_equal(client_connection_deadline(play.connection),
		play.now + 100);
	send_all(&play);
	play.now += 100;
	client_connection_tick(play.connection, play.now);
	tell_events(&play);
	assert_string_equal(play.story, "TIMEOUT");
	assert_true(client_connection_deadline(play.connection) ==
		    CLIENT_NEVER);
	close_play(&play);
}

/* An octet every `step` ms; gives when that was ended. */
static uint64_t
drip(struct play *play, const char *head, uint64_t step)
{
	const struct client_request asked = request("GET");
	uint64_t began;

	open_play(play);
	began = play->now;
	ask(play, &asked);
	send_all(play);
	receive(play, span_of(head));
	while (client_connection_wants_input(play->connection) &&
		play->now - began < 10000) {
		uint64_t next = play->now + step;
		uint64_t at = client_connection_deadline(play->connection);

		play->now = at < next ? at : next;
		client_connection_tick(play->connection, play->now);
		if (play->now == next)
			receive(play, span_of("a"));
		tell_events(play);
	}
	assert_non_null(strstr(play->story, "TIMEOUT"));
	return play->now - began;
}

static void
a_slow_drip_is_ended(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	play.settings.idle_ms = 100;
	play.settings.head_ms = 300;
	play.settings.min_rate = 100;
	/* in a head: never mind how fast, it has to end */
	assert_int_equal(drip(&play, "HTTP/1.1 200 OK\r\nA: ", 5), 300);
	close_play(&play);
	/* in content: 50 octets per second are half of what they have to be */
	assert_in_range(drip(&play, "HTTP/1.1 200 OK\r\n\r\n", 20), 100, 300);
	close_play(&play);
}

/* The head was still being sent when the answer turned out to be none. */
static void
nothing_is_waited_for_behind_a_failure(void **state)
{
	const struct client_request asked = upload(CLIENT_CONTENT_LENGTH, true);
	struct play play = {.settings = client_settings_default};
	struct h1_span span;

	(void)state;
	open_play(&play);
	ask(&play, &asked);
	assert_true(client_connection_output(play.connection, &span));
	receive(&play, span_of("HTTP/1.1 2x0"));
	assert_string_equal(play.story, "MALFORMED STATUS_CODE");
	client_connection_sent(play.connection, play.now);
	assert_true(client_connection_deadline(play.connection) ==
		    CLIENT_NEVER);
	close_play(&play);
}

static void
our_own_time_does_not_count(void **state)
{
	struct play play = {.settings = client_settings_default};

	(void)state;
	play.settings.idle_ms = 100;
	play.settings.head_ms = 50;
	open_upload(&play, CLIENT_CONTENT_LENGTH, true);
	receive(&play, span_of("HTTP/1.1 100 x\r\n\r\n"));
	/* 100 is there, and the content takes its time */
	assert_true(client_connection_deadline(play.connection) ==
		    CLIENT_NEVER);
	play.now += 100000;
	client_connection_tick(play.connection, play.now);
	give(&play, "hel");
	play.now += 100000;
	client_connection_tick(play.connection, play.now);
	give(&play, "lo");
	/* now it is the server's turn again */
	assert_in_range(client_connection_deadline(play.connection), play.now,
		play.now + 100);
	receive(&play, span_of("HTTP/1.1 200 x\r\n"));
	assert_int_equal(client_connection_deadline(play.connection),
		play.now + 50);
	play.now += 100;
	client_connection_tick(play.connection, play.now);
	tell_events(&play);
	assert_string_equal(play.story, "100 TIMEOUT");
	close_play(&play);
}

static void
bad_requests_are_not_written(void **state)
{
	static const struct client_field bad[] = {
		{{(const uint8_t *)"A", 1}, {(const uint8_t *)"b\r\nC: d", 7}},
		{{(const uint8_t *)"A\r\nB", 4}, {(const uint8_t *)"c", 1}},
		{{(const uint8_t *)"A B", 3}, {(const uint8_t *)"c", 1}},
		{{(const uint8_t *)"", 0}, {(const uint8_t *)"c", 1}},
		{{(const uint8_t *)"A", 1}, {(const uint8_t *)"\0", 1}},
		{{(const uint8_t *)"HOST", 4}, {(const uint8_t *)"x", 1}},
		{{(const uint8_t *)"content-length", 14},
			{(const uint8_t *)"5", 1}},
		{{(const uint8_t *)"Transfer-Encoding", 17},
			{(const uint8_t *)"chunked", 7}},
		{{(const uint8_t *)"TE", 2}, {(const uint8_t *)"chunked", 7}},
		{{(const uint8_t *)"Expect", 6}, {(const uint8_t *)"x", 1}},
	};
	struct play play = {.settings = client_settings_default};
	struct client_request asked = request("GET");
	struct h1_error err;

	(void)state;
	open_play(&play);
	for (size_t i = 0; i < N(bad); i++) {
		asked.fields = &bad[i];
		asked.n_fields = 1;
		assert_int_equal(client_connection_ask(play.connection, &asked,
					 play.now, &err),
			H1_ERROR);
	}
	asked = request("GET / HTTP/1.1\r\nX:");
	assert_int_equal(client_connection_ask(play.connection, &asked,
				 play.now, &err),
		H1_ERROR);
	asked = request("CONNECT");
	assert_int_equal(client_connection_ask(play.connection, &asked,
				 play.now, &err),
		H1_ERROR);
	asked = request("GET");
	asked.target = H1_SPAN("/ HTTP/1.1\r\nX: y");
	assert_int_equal(client_connection_ask(play.connection, &asked,
				 play.now, &err),
		H1_ERROR);
	send_all(&play);
	assert_int_equal(play.out_len, 0);
	close_play(&play);
}

static void
heads_are_written(void **state)
{
	static const struct client_field field = {
		{(const uint8_t *)"A", 1}, {(const uint8_t *)"b", 1}};
	struct client_request asked = request("POST");
	struct play play = {.settings = client_settings_default};

	(void)state;
	asked.fields = &field;
	asked.n_fields = 1;
	asked.close = true;
	/* there is none, and that is told; without content no expectation */
	asked.expect = true;
	open_play(&play);
	ask(&play, &asked);
	send_all(&play);
	assert_sent(&play, "POST / HTTP/1.1\r\nHost: h\r\nA: b\r\n"
			   "Connection: close\r\nContent-Length: 0\r\n\r\n");
	receive(&play, span_of(OK));
	assert_string_equal(play.story, "200 end close");
	close_play(&play);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut_gives_the_same),
		cmocka_unit_test(no_prefix_is_an_answer),
		cmocka_unit_test(mutants_do_no_harm),
		cmocka_unit_test(nothing_is_without_end),
		cmocka_unit_test(chunk_extensions_have_a_limit),
		cmocka_unit_test(content_has_a_limit),
		cmocka_unit_test(octets_before_the_request_are_no_answer),
		cmocka_unit_test(octets_between_answers_end_the_connection),
		cmocka_unit_test(requests_follow_one_another),
		cmocka_unit_test(content_is_sent),
		cmocka_unit_test(content_that_is_too_short_breaks_the_request),
		cmocka_unit_test(content_waits_for_100),
		cmocka_unit_test(content_does_not_wait_for_ever),
		cmocka_unit_test(a_final_answer_keeps_content_back),
		cmocka_unit_test(a_refusal_that_closes_stops_content),
		cmocka_unit_test(an_early_answer_lets_content_go_on),
		cmocka_unit_test(an_answer_is_read_when_nothing_can_be_sent),
		cmocka_unit_test(an_early_answer_ends_with_the_connection),
		cmocka_unit_test(time_runs_out),
		cmocka_unit_test(a_slow_drip_is_ended),
		cmocka_unit_test(nothing_is_waited_for_behind_a_failure),
		cmocka_unit_test(our_own_time_does_not_count),
		cmocka_unit_test(bad_requests_are_not_written),
		cmocka_unit_test(heads_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
