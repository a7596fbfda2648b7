#include "play/unread.h"

#include <stdlib.h>

#ifdef __linux__

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct unread {
	int fd; /* netlink */
};

struct request {
	struct nlmsghdr header;
	struct inet_diag_req_v2 ask;
};

struct unread *
unread_new(void)
{
	struct unread *u = malloc(sizeof(*u));

	if (u == NULL)
		return NULL;
	u->fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
		NETLINK_SOCK_DIAG);
	if (u->fd >= 0)
		return u;
	free(u);
	return NULL;
}

void
unread_free(struct unread *u)
{
	if (u == NULL)
		return;
	close(u->fd);
	free(u);
}

/* One end of the connection, in the form in which the kernel is asked. */
static void
put_end(const struct sockaddr_storage *end, __be32 address[4], __be16 *port)
{
	if (end->ss_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const void *)end;

		memcpy(address, &in6->sin6_addr, sizeof(in6->sin6_addr));
		*port = in6->sin6_port;
	} else {
		const struct sockaddr_in *in = (const void *)end;

		address[0] = in->sin_addr.s_addr;
		*port = in->sin_port;
	}
}

/* The peer's socket: our addresses the other way round. */
static bool
make_request(const uv_stream_t *socket, struct request *r)
{
	const uv_tcp_t *tcp = (const uv_tcp_t *)socket;
	struct sockaddr_storage ours = {0};
	struct sockaddr_storage theirs = {0};
	int len = sizeof(ours);

	if (uv_tcp_getsockname(tcp, (struct sockaddr *)&ours, &len) != 0)
		return false;
	len = sizeof(theirs);
	if (uv_tcp_getpeername(tcp, (struct sockaddr *)&theirs, &len) != 0)
		return false;
	*r = (struct request){
		.header = {.nlmsg_len = sizeof(*r),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST},
		.ask = {.sdiag_family = (__u8)ours.ss_family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = ~0u,
			.id.idiag_cookie = {INET_DIAG_NOCOOKIE,
				INET_DIAG_NOCOOKIE}},
	};
	put_end(&theirs, r->ask.id.idiag_src, &r->ask.id.idiag_sport);
	put_end(&ours, r->ask.id.idiag_dst, &r->ask.id.idiag_dport);
	return true;
}

static enum unread_state
ask_kernel(const struct unread *u, const uv_stream_t *socket)
{
	struct request r;
	struct {
		struct nlmsghdr header;
		struct inet_diag_msg message;
		uint8_t rest[512];
	} reply;

	if (!make_request(socket, &r) ||
		send(u->fd, &r, sizeof(r), 0) != (ssize_t)sizeof(r) ||
		recv(u->fd, &reply, sizeof(reply), 0) <
			(ssize_t)(sizeof(reply.header) +
				  sizeof(reply.message)) ||
		reply.header.nlmsg_type != SOCK_DIAG_BY_FAMILY)
		return UNREAD_UNKNOWN;
	return reply.message.idiag_rqueue > 0 ? UNREAD_SOME : UNREAD_NONE;
}

/* Of TCP, nothing waits to be acknowledged; of a Unix socket, nothing to be
 * read by the peer. */
static bool
has_arrived(const uv_stream_t *socket)
{
	uv_os_fd_t fd;
	int n = 0;

	return uv_fileno((const uv_handle_t *)socket, &fd) != 0 ||
	       ioctl(fd, SIOCOUTQ, &n) != 0 || n == 0;
}

enum unread_state
unread_look(const struct unread *u, const uv_stream_t *socket)
{
	enum unread_state state = UNREAD_UNKNOWN;

	if (socket->type == UV_NAMED_PIPE)
		return has_arrived(socket) ? UNREAD_NONE : UNREAD_SOME;
	if (u != NULL)
		state = ask_kernel(u, socket);
	if (state == UNREAD_UNKNOWN && !has_arrived(socket))
		return UNREAD_SOME;
	return state;
}

#else

struct unread *
unread_new(void)
{
	return NULL;
}

void
unread_free(struct unread *u)
{
	free(u);
}

enum unread_state
unread_look(const struct unread *u, const uv_stream_t *socket)
{
	(void)u;
	(void)socket;
	return UNREAD_UNKNOWN;
}

#endif
