/*
 * The routes of cases/TARGETS.md on libevent's evhttp: `evhttp PORT`.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>

/* Answers and takes the content, unless the method is another than `only`. */
static void
answer(struct evhttp_request *r, unsigned only, struct evbuffer *content)
{
	struct evkeyvalq *fields = evhttp_request_get_output_headers(r);
	unsigned method = evhttp_request_get_command(r);

	evhttp_add_header(fields, "Content-Type", "text/plain");
	if ((method & only) != 0) {
		evhttp_send_reply(r, 200, "OK", content);
	} else {
		evhttp_add_header(fields, "Allow",
			only == EVHTTP_REQ_POST ? "POST" : "GET, HEAD");
		evhttp_send_reply(r, 405, "Method Not Allowed", NULL);
	}
	evbuffer_free(content);
}

static void
root(struct evhttp_request *r, void *data)
{
	struct evbuffer *content = evbuffer_new();

	(void)data;
	evbuffer_add_printf(content, "ok\n");
	answer(r, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD, content);
}

static void
echo(struct evhttp_request *r, void *data)
{
	struct evbuffer *content = evbuffer_new();

	(void)data;
	evbuffer_add_buffer(content, evhttp_request_get_input_buffer(r));
	answer(r, EVHTTP_REQ_POST, content);
}

static void
show_fields(struct evhttp_request *r, void *data)
{
	struct evbuffer *content = evbuffer_new();
	struct evkeyval *field;

	(void)data;
	TAILQ_FOREACH(field, evhttp_request_get_input_headers(r), next)
	evbuffer_add_printf(content, "%s: %s\n", field->key, field->value);
	answer(r, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD, content);
}

int
main(int argc, char **argv)
{
	struct event_base *base = event_base_new();
	struct evhttp *http = evhttp_new(base);

	if (argc != 2)
		return 2;
	/* All that it knows: what is not allowed here is refused above. */
	evhttp_set_allowed_methods(http, 0xFFFF);
	evhttp_set_timeout(http, 30);
	evhttp_set_cb(http, "/", root, NULL);
	evhttp_set_cb(http, "/echo", echo, NULL);
	evhttp_set_cb(http, "/fields", show_fields, NULL);
	if (evhttp_bind_socket(http, "127.0.0.1",
		    (unsigned short)atoi(argv[1])) != 0)
		return 1;
	return event_base_dispatch(base) == 0 ? 0 : 1;
}
