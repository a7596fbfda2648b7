/*
 * The routes of cases/TARGETS.md on CivetWeb: `civetweb PORT FOLDER USERS`. The
 * files of FOLDER, the redirection of a folder and the challenge are CivetWeb's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <civetweb.h>

#define BODY_MAX ((size_t)1 << 20)

/*
 * Reads the content into `out`. -1: CivetWeb cannot read it (it leaves what to
 * answer to the handler), it ended too early, or is over BODY_MAX.
 */
static long long
read_content(struct mg_connection *c, char *out)
{
	long long announced = mg_get_request_info(c)->content_length;
	size_t len = 0;
	int n = 1;

	while (n > 0 && len < BODY_MAX) {
		n = mg_read(c, out + len, BODY_MAX - len);
		len += n > 0 ? (size_t)n : 0;
	}
	return n != 0 || (long long)len < announced ? -1 : (long long)len;
}

static int
echo(struct mg_connection *c, void *data)
{
	char *content;
	long long len;

	(void)data;
	if (strcmp(mg_get_request_info(c)->request_method, "POST") != 0)
		return 0; /* as if there were no such handler */
	content = malloc(BODY_MAX);
	if (content == NULL)
		return mg_send_http_error(c, 500, "%s", "no memory");
	len = read_content(c, content);
	if (len < 0) {
		mg_send_http_error(c, 400, "%s", "the content is malformed");
	} else {
		mg_send_http_ok(c, "application/octet-stream", len);
		mg_write(c, content, (size_t)len);
	}
	free(content);
	return len < 0 ? 400 : 200;
}

static int
show_fields(struct mg_connection *c, void *data)
{
	const struct mg_request_info *request = mg_get_request_info(c);
	long long len = 0;

	(void)data;
	for (int i = 0; i < request->num_headers; i++)
		len += (long long)(strlen(request->http_headers[i].name) +
				   strlen(request->http_headers[i].value) + 3);
	mg_send_http_ok(c, "text/plain", len);
	for (int i = 0; i < request->num_headers; i++)
		mg_printf(c, "%s: %s\n", request->http_headers[i].name,
			request->http_headers[i].value);
	return 200;
}

int
main(int argc, char **argv)
{
	struct mg_callbacks callbacks = {0};
	struct mg_context *server;
	char address[32], guarded[512];
	const char *options[] = {"listening_ports", address, "document_root",
		argv[2], "enable_keep_alive", "yes", "keep_alive_timeout_ms",
		"30000", "num_threads", "256", "connection_queue", "256",
		"listen_backlog", "1024", "authentication_domain", "assay",
		"protect_uri", guarded, NULL};

	if (argc != 4)
		return 2;
	(void)snprintf(address, sizeof(address), "127.0.0.1:%s", argv[1]);
	(void)snprintf(guarded, sizeof(guarded), "/guarded=%s", argv[3]);
	mg_init_library(0);
	server = mg_start(&callbacks, NULL, options);
	if (server == NULL)
		return 1;
	mg_set_request_handler(server, "/echo", echo, NULL);
	mg_set_request_handler(server, "/fields", show_fields, NULL);
	for (;;)
		pause();
}
