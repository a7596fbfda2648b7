#include "server/routes.h"

#include "http/method.h"
#include "http/path.h"
#include "server/resource.h"

/* Longer paths name nothing that is here. */
#define PATH_MAX_LEN 4096

typedef void handler(struct response *response, const struct request *request);

static const struct route {
	struct h1_span path;
	bool below;
	unsigned allowed;
	handler *answer;
} routes[] = {
#define ROUTE(path, below, allowed, handler)                 \
	{{(const uint8_t *)(path), sizeof(path) - 1}, below, \
		(allowed) | HTTP_ALLOW_OPTIONS, handler},
#include "server/routes.def"
#undef ROUTE
};

#define N_ROUTES (sizeof(routes) / sizeof(routes[0]))

static const struct route *
find_route(struct h1_span path)
{
	size_t i;

	for (i = 0; i < N_ROUTES; i++) {
		const struct route *route = &routes[i];
		struct h1_span front = path;

		if (route->below && front.len > route->path.len)
			front.len = route->path.len;
		if (h1_span_equal(front, route->path))
			return route;
	}
	return NULL;
}

/* OPTIONS (RFC 9110, section 9.3.7). */
static void
answer_options(struct response *response, unsigned allowed)
{
	response_reset(response, 200);
	response_allow(response, allowed);
}

static void
answer_server_options(struct response *response)
{
	unsigned allowed = HTTP_ALLOW_NONE;
	size_t i;

	for (i = 0; i < N_ROUTES; i++)
		allowed |= routes[i].allowed;
	answer_options(response, allowed);
}

static void
answer_path(struct response *response, const struct request *request)
{
	const struct route *route = find_route(request->path);

	if (!route) {
		response_explain(response, 404, "there is nothing here");
	} else if (!http_method_allowed(route->allowed, request->method)) {
		response_explain(response, 405,
			"the method is known, but not for this resource");
		response_allow(response, route->allowed);
	} else if (request->method == HTTP_METHOD_OPTIONS) {
		answer_options(response, route->allowed);
	} else {
		route->answer(response, request);
	}
}

/* The path, which may be empty in absolute-form: then it is that of the root,
 * but for OPTIONS, which means the server (RFC 9112, section 3.2.4). */
static void
answer_resource(struct response *response, const struct request *unrouted)
{
	uint8_t decoded[PATH_MAX_LEN];
	struct request request = *unrouted;
	struct h1_span path = h1_head_path(request.head);

	if (path.len == 0 && request.method == HTTP_METHOD_OPTIONS &&
		!h1_head_query(request.head).at) {
		answer_server_options(response);
		return;
	}
	if (path.len == 0)
		path = H1_SPAN("/");
	request.path.at = decoded;
	if (path.len > sizeof(decoded) ||
		!http_path_decode(decoded, &request.path.len, path)) {
		response_explain(response, 404, "there is nothing here");
		return;
	}
	answer_path(response, &request);
}

/* Only http is spoken here: RFC 9110, section 7.4. */
static bool
misdirected(const struct h1_head *head)
{
	return head->form == H1_TARGET_ABSOLUTE &&
	       !h1_span_equal_nocase(h1_head_scheme(head), H1_SPAN("http"));
}

void
routes_answer(struct response *response, const struct site *site,
	const struct h1_head *head, int64_t now)
{
	struct request request = {.site = site,
		.head = head,
		.now = now,
		.method = http_method_find(h1_head_method(head))};

	if (request.method == HTTP_METHOD_UNKNOWN ||
		request.method == HTTP_METHOD_CONNECT)
		response_explain(response, 501,
			"the method is not implemented for any resource");
	else if (head->form == H1_TARGET_ASTERISK)
		answer_server_options(response);
	else if (misdirected(head))
		response_explain(response, 421, "this is an http server");
	else
		answer_resource(response, &request);
}
