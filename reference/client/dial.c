#include "client/dial.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOST_MAX 256
#define ADDRESS_MAX 64

/* One socket that is being connected; it outlives the dial that gave it up. */
struct attempt {
	uv_tcp_t tcp; /* first: dial_take() gives it */
	uv_connect_t connect;
	struct dial *dial; /* NULL when nobody waits any more */
};

/* A look-up; it cannot always be cancelled. */
struct lookup {
	uv_getaddrinfo_t request;
	struct dial *dial; /* NULL when nobody waits any more */
};

struct dial {
	struct runtime *runtime;
	const struct wire *wire;
	char host[HOST_MAX];
	enum dial_state state;
	char why[ADDRESS_MAX + 128];
	uint64_t until;	     /* for all together */
	uint64_t attempt_at; /* when to give up the current attempt */
	struct lookup *lookup;
	struct addrinfo *addresses; /* owned */
	struct addrinfo *next;
	struct attempt *attempt;
};

static void try_next(struct dial *dial);

static void
on_closed(uv_handle_t *handle)
{
	/* the handle is the first member of its attempt */
	free(handle);
}

void
dial_close(uv_tcp_t *tcp)
{
	uv_handle_t *handle = (uv_handle_t *)tcp;

	if (!uv_is_closing(handle))
		uv_close(handle, on_closed);
}

static void
drop_attempt(struct dial *dial)
{
	if (!dial->attempt)
		return;
	dial->attempt->dial = NULL;
	dial_close(&dial->attempt->tcp);
	dial->attempt = NULL;
}

static void
name_address(char *out, const struct addrinfo *info)
{
	char host[NI_MAXHOST];
	char port[NI_MAXSERV];

	if (getnameinfo(info->ai_addr, info->ai_addrlen, host, sizeof(host),
		    port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
		snprintf(out, ADDRESS_MAX, "?");
		return;
	}
	snprintf(out, ADDRESS_MAX,
		info->ai_family == AF_INET6 ? "[%.48s]:%.5s" : "%.48s:%.5s",
		host, port);
}

static void
missed(struct dial *dial, const struct addrinfo *info, const char *what)
{
	char address[ADDRESS_MAX];

	name_address(address, info);
	snprintf(dial->why, sizeof(dial->why), "%s: %s", address, what);
	wire_note(dial->wire, "%s", dial->why);
}

static void
on_connected(uv_connect_t *connect, int status)
{
	struct attempt *attempt = connect->data;
	struct dial *dial = attempt->dial;

	if (!dial)
		return;
	dial->attempt_at = UINT64_MAX;
	if (status == 0) {
		dial->state = DIAL_DONE;
		return;
	}
	missed(dial, dial->next, uv_strerror(status));
	drop_attempt(dial);
	dial->next = dial->next->ai_next;
	try_next(dial);
}

/* An equal share of the time for each address. */
static uint64_t
share(struct dial *dial)
{
	uint64_t now = runtime_now(dial->runtime);
	uint64_t n = 0;

	if (now >= dial->until)
		return now;
	for (const struct addrinfo *i = dial->next; i; i = i->ai_next)
		n++;
	return now + (dial->until - now) / n;
}

static bool
begin_attempt(struct dial *dial)
{
	struct attempt *attempt = calloc(1, sizeof(*attempt));

	if (!attempt)
		return false;
	if (uv_tcp_init(&dial->runtime->loop, &attempt->tcp) != 0) {
		free(attempt);
		return false;
	}
	attempt->dial = dial;
	attempt->connect.data = attempt;
	dial->attempt = attempt;
	return uv_tcp_connect(&attempt->connect, &attempt->tcp,
		       dial->next->ai_addr, on_connected) == 0;
}

static void
try_next(struct dial *dial)
{
	char address[ADDRESS_MAX];

	for (; dial->next; dial->next = dial->next->ai_next) {
		name_address(address, dial->next);
		wire_note(dial->wire, "trying %s", address);
		dial->attempt_at = share(dial);
		if (begin_attempt(dial))
			return;
		missed(dial, dial->next, "no socket");
		drop_attempt(dial);
	}
	dial->attempt_at = UINT64_MAX;
	dial->state = DIAL_NO_ANSWER;
}

static void
on_found(uv_getaddrinfo_t *request, int status, struct addrinfo *found)
{
	struct lookup *lookup = request->data;
	struct dial *dial = lookup->dial;

	free(lookup);
	if (!dial) {
		uv_freeaddrinfo(found);
		return;
	}
	dial->lookup = NULL;
	dial->addresses = dial->next = found;
	if (status == 0 && found) {
		try_next(dial);
		return;
	}
	dial->state = DIAL_NO_NAME;
	snprintf(dial->why, sizeof(dial->why), "%s", uv_strerror(status));
}

static bool
look_up(struct dial *dial, uint16_t port)
{
	const struct addrinfo hints = {
		.ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICSERV,
	};
	char service[8];

	dial->lookup = calloc(1, sizeof(*dial->lookup));
	if (!dial->lookup)
		return false;
	dial->lookup->dial = dial;
	dial->lookup->request.data = dial->lookup;
	snprintf(service, sizeof(service), "%u", (unsigned)port);
	if (uv_getaddrinfo(&dial->runtime->loop, &dial->lookup->request,
		    on_found, dial->host, service, &hints) == 0)
		return true;
	free(dial->lookup);
	dial->lookup = NULL;
	dial->state = DIAL_NO_NAME;
	snprintf(dial->why, sizeof(dial->why), "not a name");
	return true;
}

struct dial *
dial_begin(struct runtime *runtime, const struct wire *wire, const char *host,
	uint16_t port, uint64_t until_ms)
{
	struct dial *dial = calloc(1, sizeof(*dial));

	if (!dial)
		return NULL;
	dial->runtime = runtime;
	dial->wire = wire;
	dial->until = until_ms;
	dial->attempt_at = UINT64_MAX;
	/* names of the DNS have 253 octets at most */
	if (snprintf(dial->host, sizeof(dial->host), "%s", host) >= HOST_MAX) {
		dial->state = DIAL_NO_NAME;
		snprintf(dial->why, sizeof(dial->why), "too long");
		return dial;
	}
	if (!look_up(dial, port)) {
		free(dial);
		return NULL;
	}
	return dial;
}

enum dial_state
dial_state(struct dial *dial)
{
	uint64_t now = runtime_now(dial->runtime);

	if (dial->state != DIAL_UNDER_WAY)
		return dial->state;
	if (now >= dial->until) {
		dial->state = DIAL_TIMEOUT;
	} else if (now >= dial->attempt_at) {
		missed(dial, dial->next, "no answer in time");
		drop_attempt(dial);
		dial->next = dial->next->ai_next;
		try_next(dial);
	}
	return dial->state;
}

uint64_t
dial_deadline(const struct dial *dial)
{
	return dial->attempt_at < dial->until ? dial->attempt_at : dial->until;
}

const char *
dial_why(const struct dial *dial)
{
	return dial->why;
}

uv_tcp_t *
dial_take(struct dial *dial)
{
	uv_tcp_t *tcp = &dial->attempt->tcp;

	dial->attempt->dial = NULL;
	dial->attempt = NULL;
	tcp->data = NULL;
	return tcp;
}

void
dial_end(struct dial *dial)
{
	if (!dial)
		return;
	drop_attempt(dial);
	if (dial->lookup) {
		dial->lookup->dial = NULL;
		/* one that has begun hangs on until its own time-out */
		if (uv_cancel((uv_req_t *)&dial->lookup->request) != 0)
			dial->runtime->stuck = true;
	}
	if (dial->addresses)
		uv_freeaddrinfo(dial->addresses);
	free(dial);
}
