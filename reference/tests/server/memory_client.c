#include "memory_client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void
on_answered(void *context, const struct connection_record *record)
{
	struct memory_client *client = context;
	size_t len = strlen(client->log);

	assert_int_equal(record->time, MEMORY_UNIX_S);
	assert_string_equal(record->client, "192.0.2.1");
	snprintf(client->log + len, MEMORY_LOG_MAX - len, "%.*s %u %llu %d\n",
		(int)record->request_line.len,
		(const char *)record->request_line.at, record->status,
		(unsigned long long)(record->status < 400
					     ? record->n_content
					     : record->n_content > 0),
		record->complete);
}

static void
on_resumed(void *context)
{
	struct memory_client *client = context;

	client->n_resumed++;
	connection_resumed(client->connection, client->now);
}

void
memory_open(struct memory_client *client, const struct settings *settings,
	const struct http_handler *handler)
{
	memset(client, 0, sizeof(*client));
	client->now = (struct instant){5000, MEMORY_UNIX_S};
	workspace_init(&client->workspace, MEMORY_BUDGET);
	client->environment =
		(struct connection_environment){.settings = settings,
			.handler = handler,
			.workspace = &client->workspace,
			.answered = on_answered,
			.context = client};
	client->client = (struct connection_client){.address = "192.0.2.1",
		.resumed = on_resumed,
		.context = client};
	client->out = calloc(1, MEMORY_OUT_MAX + 1);
	assert_non_null(client->out);
	client->connection = connection_new(&client->environment,
		&client->client, client->now);
	assert_non_null(client->connection);
}

void
memory_close(struct memory_client *client)
{
	connection_free(client->connection);
	assert_int_equal(client->workspace.budget.left, MEMORY_BUDGET);
	workspace_free(&client->workspace);
	free(client->out);
}

static size_t
take_file(struct memory_client *client, const struct connection_output *output,
	size_t file_max)
{
	size_t len = output->file_len < file_max ? output->file_len : file_max;
	ssize_t n;

	if (output->file < 0)
		return 0;
	assert_true(len <= MEMORY_OUT_MAX - client->out_len);
	n = pread(output->file, client->out + client->out_len, len,
		(off_t)output->file_at);
	if (n <= 0)
		return 0;
	client->out_len += (size_t)n;
	return (size_t)n;
}

bool
memory_take(struct memory_client *client, size_t file_max)
{
	struct connection_output output;
	size_t len, n_file;

	if (!connection_output(client->connection, &output, client->now))
		return false;
	len = output.octets.len;
	assert_true(len > 0 || output.file >= 0);
	assert_true(len <= MEMORY_OUT_MAX - client->out_len);
	if (len > 0)
		memcpy(client->out + client->out_len, output.octets.at, len);
	client->out_len += len;
	n_file = take_file(client, &output, file_max);
	if (output.file >= 0 && n_file == 0)
		connection_broken(client->connection, client->now);
	else
		connection_sent(client->connection, n_file, client->now);
	return true;
}

void
memory_take_all(struct memory_client *client)
{
	while (memory_take(client, SIZE_MAX))
		;
}

size_t
memory_feed(struct memory_client *client, const uint8_t *at, size_t len)
{
	size_t room;
	uint8_t *to;

	if (!connection_wants_input(client->connection))
		return 0;
	to = connection_room(client->connection, &room);
	assert_true(room > 0);
	if (len > room)
		len = room;
	memcpy(to, at, len);
	connection_received(client->connection, len, client->now);
	return len;
}

size_t
memory_feed_all(struct memory_client *client, struct h1_span octets)
{
	size_t len = octets.len;

	while (octets.len > 0) {
		size_t n = memory_feed(client, octets.at, octets.len);

		memory_take_all(client);
		if (n == 0 && !connection_wants_input(client->connection))
			break;
		octets.at += n;
		octets.len -= n;
	}
	return len - octets.len;
}

size_t
memory_send(struct memory_client *client, const char *text)
{
	return memory_feed_all(client,
		(struct h1_span){(const uint8_t *)text, strlen(text)});
}

void
memory_send_pieces(struct memory_client *client, const char *text, size_t first,
	size_t rest)
{
	struct h1_span octets = {(const uint8_t *)text, strlen(text)};
	size_t n = first;

	while (octets.len > 0) {
		if (n > octets.len)
			n = octets.len;
		memory_feed_all(client, (struct h1_span){octets.at, n});
		octets.at += n;
		octets.len -= n;
		n = rest;
	}
}

void
memory_end_input(struct memory_client *client)
{
	if (connection_end(client->connection) < CONNECTION_CLOSED)
		connection_ended(client->connection, client->now);
	memory_take_all(client);
}
