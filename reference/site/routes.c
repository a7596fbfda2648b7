#include "site/routes.h"

#include "fault/fault.h"
#include "http/path.h"
#include "site/get.h"
#include "site/plain.h"
#include "site/reply.h"
#include "site/store.h"
#include "site/upload.h"

/* Longer paths name nothing that is here. */
#define PATH_MAX_LEN 4096

#define WRITING (HTTP_ALLOW_PUT | HTTP_ALLOW_DELETE | HTTP_ALLOW_POST)

typedef void answer_fn(const struct request *request);

/* "/static": its "/" is missing. */
static void
answer_bare(const struct request *request)
{
	struct request folder = *request;

	folder.path = H1_SPAN("");
	if (request->site->folder.descriptor >= 0)
		get_redirect(&folder);
	else
		http_explain(request->exchange, 404, "there is nothing here");
}

static void
answer_below(const struct request *request)
{
	struct request below = *request;

	below.path.at += sizeof("/static") - 1;
	below.path.len -= sizeof("/static") - 1;
	if (request->method == HTTP_METHOD_PUT)
		store_put(&below);
	else if (request->method == HTTP_METHOD_DELETE)
		store_delete(&below);
	else if (request->method == HTTP_METHOD_POST)
		upload_answer(&below);
	else
		get_answer(&below);
}

static const struct route {
	struct h1_span path;
	bool below;
	unsigned methods;
	unsigned writing;
	answer_fn *answer;
} routes[] = {
#define ROUTE(path, below, methods, writing, answer)                           \
	{{(const uint8_t *)(path), sizeof(path) - 1}, below, methods, writing, \
		answer},
#include "site/routes.def"
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

/* Folders take forms, files are put and deleted. */
static unsigned
writing_methods(const struct route *route, struct h1_span path)
{
	return route->writing &
	       (path.at[path.len - 1] == '/' ? HTTP_ALLOW_POST
					     : ~(unsigned)HTTP_ALLOW_POST);
}

static unsigned
allowed_methods(const struct site *site, const struct route *route,
	struct h1_span path)
{
	unsigned allowed = route->methods | HTTP_ALLOW_OPTIONS;

	if (site->options.writable)
		allowed |= writing_methods(route, path);
	if (site->options.trace)
		allowed |= HTTP_ALLOW_TRACE;
	return allowed;
}

/* Methods that some resource here has. */
static unsigned
all_methods(const struct site *site)
{
	unsigned allowed = HTTP_ALLOW_OPTIONS;
	size_t i;

	for (i = 0; i < N_ROUTES; i++) {
		allowed |= routes[i].methods;
		if (site->options.writable)
			allowed |= routes[i].writing;
	}
	if (site->options.trace)
		allowed |= HTTP_ALLOW_TRACE;
	return allowed;
}

/* OPTIONS (RFC 9110, section 9.3.7). */
static void
answer_options(const struct request *request, unsigned allowed, bool ranges)
{
	http_respond(request->exchange, 200);
	if (!FAULTY(allow_missing_in_options))
		reply_allow(request, allowed);
	if (ranges)
		reply_field(request, "Accept-Ranges", H1_SPAN("bytes"));
	http_send(request->exchange, H1_SPAN(""));
}

static void
answer_path(const struct request *request)
{
	const struct route *route = find_route(request->path);
	unsigned status = FAULTY(method_not_allowed_501) ? 501 : 405;
	unsigned allowed;

	if (!route) {
		http_explain(request->exchange, 404, "there is nothing here");
		return;
	}
	allowed = allowed_methods(request->site, route, request->path);
	if (!http_method_allowed(allowed, request->method)) {
		http_respond(request->exchange, status);
		if (!FAULTY(allow_missing_in_405))
			reply_allow(request, allowed);
		http_explain(request->exchange, status,
			"the method is known, but not for this resource");
	} else if (request->method == HTTP_METHOD_OPTIONS) {
		answer_options(request, allowed,
			route->below && folder_name(request->path).len > 0);
	} else if (request->method == HTTP_METHOD_TRACE) {
		plain_trace(request);
	} else {
		route->answer(request);
	}
}

/* The path, which may be empty in absolute-form: then it is that of the root,
 * but for OPTIONS, which means the server (RFC 9112, section 3.2.4). */
static void
answer_resource(const struct request *unrouted)
{
	uint8_t decoded[PATH_MAX_LEN];
	struct request request = *unrouted;
	struct h1_span path = h1_head_path(request.head);

	if (path.len == 0 && request.method == HTTP_METHOD_OPTIONS &&
		!h1_head_query(request.head).at) {
		answer_options(&request, all_methods(request.site), false);
		return;
	}
	if (path.len == 0 && !FAULTY(empty_path_not_found))
		path = H1_SPAN("/");
	request.path.at = decoded;
	if (path.len > sizeof(decoded) ||
		!http_path_decode(decoded, &request.path.len, path)) {
		http_explain(request.exchange, 404, "there is nothing here");
		return;
	}
	answer_path(&request);
}

/* PUT, DELETE and TRACE are there, if only asked for; others that no resource
 * has are not (RFC 9110, section 9.1). */
static bool
is_implemented(const struct request *request)
{
	return http_method_allowed(all_methods(request->site) | WRITING |
					   HTTP_ALLOW_TRACE,
		request->method);
}

void
routes_answer(struct site *site, struct http_exchange *exchange)
{
	struct request request = {.site = site,
		.exchange = exchange,
		.head = http_request_head(exchange),
		.method = http_request_method(exchange),
		.now = http_request_time(exchange)};

	if (FAULTY(unknown_method_is_get) &&
		request.method == HTTP_METHOD_UNKNOWN)
		request.method = HTTP_METHOD_GET;
	if (!is_implemented(&request))
		http_explain(exchange, FAULTY(unknown_method_400) ? 400 : 501,
			"the method is not implemented for any resource");
	else if (request.head->form == H1_TARGET_ASTERISK &&
		 FAULTY(asterisk_not_found))
		http_explain(exchange, 404, "there is nothing here");
	else if (request.head->form == H1_TARGET_ASTERISK)
		answer_options(&request, all_methods(site), false);
	else
		answer_resource(&request);
}
