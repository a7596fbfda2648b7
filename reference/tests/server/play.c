#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

int play_file = -1;

int
play_make_file(void **state)
{
	char name[] = "/tmp/test_handler.XXXXXX";
	uint8_t octet;
	size_t i;

	(void)state;
	play_file = mkstemp(name);
	if (play_file < 0 || unlink(name) != 0)
		return -1;
	for (i = 0; i < PLAY_FILE_LEN; i++) {
		octet = (uint8_t)('a' + i % 26);
		if (pwrite(play_file, &octet, 1, (off_t)i) != 1)
			return -1;
	}
	return 0;
}

int
play_close_file(void **state)
{
	(void)state;
	return close(play_file);
}

void
play_open(struct play *play, const struct settings *settings)
{
	memset(&play->script, 0, sizeof(play->script));
	play->script.file = play_file;
	play->handler = script_handler(&play->script);
	memory_open(&play->client, settings, &play->handler);
}

enum connection_end
play_end(const struct play *play)
{
	return connection_end(play->client.connection);
}

/* Sends all of it, resuming whatever waits. */
void
play_send(struct play *play, const char *text, size_t first, size_t rest)
{
	memory_send_pieces(&play->client, text, first, rest);
	while (play->script.exchange && play_end(play) == CONNECTION_OPEN &&
		play->client.n_resumed < 10) {
		script_resume(&play->script);
		memory_take_all(&play->client);
	}
}

/* What is there so far, and nothing more. */
void
play_expect_out(struct play *play, const char *expected)
{
	memory_take_all(&play->client);
	assert_string_equal((char *)play->client.out, expected);
	memset(play->client.out, 0, play->client.out_len);
	play->client.out_len = 0;
}

void
play_expect_asked(struct play *play, const char *expected)
{
	assert_string_equal(play->script.log, expected);
	memset(play->script.log, 0, play->script.len);
	play->script.len = 0;
}

void
play_expect_end(const struct play *play, enum connection_end end)
{
	assert_int_equal(play_end(play), end);
}
