#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

/* A connection in memory whose handler does what requests say. */

#include "memory_client.h"
#include "script_handler.h"

#define REQUEST(method, target, lines) \
	method " /" target " HTTP/1.1\r\nHost: h\r\n" lines "\r\n"
#define OLD(method, target, lines) \
	method " /" target " HTTP/1.0\r\n" lines "\r\n"
#define RESPONSE(status, lines)                                      \
	"HTTP/1.1 " status "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT" \
	"\r\n" lines "\r\n"
#define LENGTH(n) "Content-Length: " n "\r\n"
#define CLOSE "Connection: close\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"

#define OK RESPONSE("200 OK", LENGTH("2")) "ok"
#define THEN_OK REQUEST("GET", "respond=200+send=ok", "")
#define ASKED_OK "head end done(1) "
#define WHOLE "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"

#define EXPECT "Expect: 100-continue\r\n" LENGTH("5")

/* Not to be moved while it is open. */
struct play {
	struct memory_client client;
	struct script script;
	struct http_handler handler;
};

/* Octets of the file that "file" sends from; play_make_file() and
 * play_close_file() belong around a group of tests. */
#define PLAY_FILE_LEN 5000
extern int play_file;
int play_make_file(void **state);
int play_close_file(void **state);

/* Borrows `settings`; memory_close(&play->client) closes it. */
void play_open(struct play *play, const struct settings *settings);

/* Sends all of it as memory_send_pieces() does, resuming whatever waits. */
void play_send(struct play *play, const char *text, size_t first, size_t rest);

enum connection_end play_end(const struct play *play);

/* What came out since the last time, what was asked, how it ends. */
void play_expect_out(struct play *play, const char *expected);
void play_expect_asked(struct play *play, const char *expected);
void play_expect_end(const struct play *play, enum connection_end end);

#endif
