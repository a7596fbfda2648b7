/*
 * The routes of cases/TARGETS.md on GNU libmicrohttpd: `libmicrohttpd PORT`.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <microhttpd.h>

#define BODY_MAX ((size_t)1 << 20)

struct body {
	char *at;
	size_t len;
};

static void
append(struct body *b, const char *at, size_t len)
{
	char *more;

	if (len == 0 || len > BODY_MAX - b->len)
		return;
	more = realloc(b->at, b->len + len);
	if (more == NULL)
		return;
	memcpy(more + b->len, at, len);
	b->at = more;
	b->len += len;
}

static void
append_text(struct body *b, const char *text)
{
	append(b, text, strlen(text));
}

static struct MHD_Response *
text(const char *content)
{
	return MHD_create_response_from_buffer(strlen(content), (void *)content,
		MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result
send_status(struct MHD_Connection *c, unsigned status, const char *name,
	const char *value, const char *content)
{
	struct MHD_Response *r = text(content);
	enum MHD_Result result;

	MHD_add_response_header(r, "Content-Type", "text/plain");
	if (name != NULL)
		MHD_add_response_header(r, name, value);
	result = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return result;
}

static enum MHD_Result
ask_for_credentials(struct MHD_Connection *c)
{
	struct MHD_Response *r = text("for members only\n");
	enum MHD_Result result =
		MHD_queue_basic_auth_fail_response(c, "assay", r);

	MHD_destroy_response(r);
	return result;
}

static enum MHD_Result
echo(struct MHD_Connection *c, const struct body *b)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(b->len, b->at,
		MHD_RESPMEM_MUST_COPY);
	enum MHD_Result result = MHD_queue_response(c, MHD_HTTP_OK, r);

	MHD_destroy_response(r);
	return result;
}

static enum MHD_Result
add_field(void *data, enum MHD_ValueKind kind, const char *name,
	const char *value)
{
	(void)kind;
	append_text(data, name);
	append_text(data, ": ");
	append_text(data, value == NULL ? "" : value);
	append_text(data, "\n");
	return MHD_YES;
}

static enum MHD_Result
show_fields(struct MHD_Connection *c)
{
	struct body lines = {0};
	enum MHD_Result result;

	MHD_get_connection_values(c, MHD_HEADER_KIND, add_field, &lines);
	append(&lines, "", 1);
	result = send_status(c, MHD_HTTP_OK, NULL, NULL, lines.at);
	free(lines.at);
	return result;
}

/* The handler gets the request-target in the form it came in, without query. */
static const char *
path_of(const char *target)
{
	static const char scheme[] = "http://";
	const char *host = target + sizeof(scheme) - 1;

	if (strncasecmp(target, scheme, sizeof(scheme) - 1) != 0 ||
		strcspn(host, "/:") == 0)
		return target;
	host += strcspn(host, "/");
	return *host == '\0' ? "/" : host;
}

static enum MHD_Result
answer(struct MHD_Connection *c, const char *path, const char *method,
	const struct body *b)
{
	bool is_echo = strcmp(path, "/echo") == 0;
	bool is_root = strcmp(path, "/") == 0;
	bool get = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;

	if (is_echo && strcmp(method, "POST") == 0)
		return echo(c, b);
	if (is_echo || (is_root && !get))
		return send_status(c, MHD_HTTP_METHOD_NOT_ALLOWED, "Allow",
			is_echo ? "POST" : "GET, HEAD", "not so\n");
	if (is_root)
		return send_status(c, MHD_HTTP_OK, NULL, NULL, "ok\n");
	if (strcmp(path, "/fields") == 0)
		return show_fields(c);
	if (strcmp(path, "/moved") == 0)
		return send_status(c, MHD_HTTP_FOUND, "Location", "/", "");
	if (strcmp(path, "/guarded") == 0)
		return ask_for_credentials(c);
	return send_status(c, MHD_HTTP_NOT_FOUND, NULL, NULL, "not here\n");
}

/* Called with the header section, with each piece of content, and at the end. */
static enum MHD_Result
handle(void *data, struct MHD_Connection *c, const char *target,
	const char *method, const char *version, const char *piece,
	size_t *piece_len, void **request)
{
	struct body *b = *request;

	(void)data;
	(void)version;
	if (b == NULL) {
		*request = calloc(1, sizeof(struct body));
		return *request == NULL ? MHD_NO : MHD_YES;
	}
	if (*piece_len == 0)
		return answer(c, path_of(target), method, b);
	append(b, piece, *piece_len);
	*piece_len = 0;
	return MHD_YES;
}

static void
forget(void *data, struct MHD_Connection *c, void **request,
	enum MHD_RequestTerminationCode code)
{
	struct body *b = *request;

	(void)data;
	(void)c;
	(void)code;
	if (b != NULL)
		free(b->at);
	free(b);
	*request = NULL;
}

int
main(int argc, char **argv)
{
	struct sockaddr_in a = {.sin_family = AF_INET};

	if (argc != 2)
		return 2;
	a.sin_port = htons((uint16_t)atoi(argv[1]));
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG,
		    0, NULL, NULL, handle, NULL, MHD_OPTION_SOCK_ADDR, &a,
		    MHD_OPTION_NOTIFY_COMPLETED, forget, (void *)NULL,
		    MHD_OPTION_CONNECTION_TIMEOUT, 30u,
		    MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u,
		    MHD_OPTION_END) == NULL)
		return 1;
	for (;;)
		pause();
}
