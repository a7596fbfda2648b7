#ifndef CLIENT_CONNECTION_STATE_H
#define CLIENT_CONNECTION_STATE_H

/* What connection.c, connection_read.c and connection_send.c share: the inside
 * of a connection. */

#include "client/connection.h"

/* Octets that are read at once. */
#define CLIENT_READ_MAX ((size_t)65536)

enum client_stage {
	CLIENT_STAGE_IDLE,    /* no request is under way */
	CLIENT_STAGE_HEAD,    /* reads the head of an answer */
	CLIENT_STAGE_CONTENT, /* reads its content */
	CLIENT_STAGE_ENDING,  /* the answer is there, the request still goes */
	CLIENT_STAGE_FAILED
};

/* How far the content of the request is. */
enum client_sending {
	CLIENT_SENDING_DONE,	/* all was given, or there is none */
	CLIENT_SENDING_WAIT,	/* for 100 */
	CLIENT_SENDING_CONTENT, /* is being given */
	CLIENT_SENDING_DROPPED	/* will never be whole */
};

/* What came of the server's side of the connection. */
enum client_input {
	CLIENT_INPUT_OPEN,
	CLIENT_INPUT_ENDED,
	CLIENT_INPUT_BROKEN
};

struct client_connection {
	const struct client_settings *settings;
	enum client_stage stage;
	enum client_sending sending;
	enum client_input input;
	bool persist; /* another request may follow */

	struct octet_queue in;
	size_t lent; /* octets at the front of `in` that an event borrows */
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field *field_lines;	/* owned */
	struct h1_field *trailer_lines; /* owned */

	struct octet_queue out;
	bool given; /* all of `out` is being sent */

	/* of the current request */
	bool chunked;
	uint64_t left;	/* content that Content-Length promised */
	bool asked;	/* its first octets have been given */
	uint64_t heard; /* octets that came since */
	uint64_t n_interim;
	size_t n_extra; /* octets behind its answer */

	uint64_t now;	  /* as it was told last */
	uint64_t idle_at; /* when it has stood still too long */
	uint64_t turn_at; /* since when it waits for content of ours */
	uint64_t head_at; /* when the head of the answer took too long */
	uint64_t expect_at;

	enum client_failure failure;
	struct h1_error error;
};

/* There will be nothing more. */
void client_connection_fail(struct client_connection *connection,
	enum client_failure failure);

/* The same with what the reader says. */
void client_connection_refuse(struct client_connection *connection,
	const struct h1_error *error);

/* Notes that content of ours is what it waits for, if it does. */
void client_connection_turn(struct client_connection *connection);

/* The content is not sent any further. */
void client_connection_drop(struct client_connection *connection);

#endif
