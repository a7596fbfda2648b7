#include "target/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/un.h>

#include "target/bounded.h"

static void
add_address(struct target_addresses *out, const struct addrinfo *found)
{
	struct sockaddr_storage *address = &out->at[out->n];

	if (out->n == TARGET_ADDRESSES_MAX)
		return;
	memset(address, 0, sizeof(*address));
	memcpy(address, found->ai_addr, found->ai_addrlen);
	out->n++;
}

static bool
look_up(const char *host, const char *port, int flags,
	struct target_addresses *out, const char **message)
{
	const struct addrinfo hints = {
		.ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = flags,
	};
	struct addrinfo *found;
	int error = getaddrinfo(host, port, &hints, &found);

	out->n = 0;
	if (error != 0) {
		*message = gai_strerror(error);
		return false;
	}
	for (const struct addrinfo *a = found; a != NULL; a = a->ai_next)
		add_address(out, a);
	freeaddrinfo(found);
	return true;
}

bool
target_address_find(const struct target_url *url, struct target_addresses *out,
	const char **message)
{
	return look_up(url->host, url->port, 0, out, message);
}

/* "ADDRESS", or "[ADDRESS]" of IPv6. */
static bool
read_address(const char *text, const char *port, struct target_addresses *out)
{
	char address[INET6_ADDRSTRLEN];
	const char *message;
	size_t len = strlen(text);
	size_t brackets = len > 1 && text[0] == '[' && text[len - 1] == ']';

	if (strchr(text, '%') != NULL ||
		(brackets == 1) != (strchr(text, ':') != NULL) ||
		!bounded_copy(address, sizeof(address), text + brackets,
			brackets ? len - 2 : len))
		return false;
	return look_up(address, port, AI_NUMERICHOST, out, &message);
}

bool
target_address_take(const struct target_url *url, const char *text,
	struct target_addresses *out, const char **message)
{
	size_t host_len = strlen(url->host);
	size_t port_len = strlen(url->port);

	if (strncasecmp(text, url->host, host_len) != 0 ||
		text[host_len] != ':' ||
		strncmp(text + host_len + 1, url->port, port_len) != 0 ||
		text[host_len + 1 + port_len] != ':') {
		*message = "HOST:PORT:ADDRESS with host and port of "
			   "the URL";
		return false;
	}
	if (read_address(text + host_len + 1 + port_len + 1, url->port, out))
		return true;
	*message = "an IPv4 address, or an IPv6 address in brackets, "
		   "behind host and port";
	return false;
}

bool
target_address_unix(const char *path, struct target_addresses *out)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	if (*path == '\0' ||
		!bounded_copy(address.sun_path, sizeof(address.sun_path), path,
			strlen(path)))
		return false;
	memset(&out->at[0], 0, sizeof(out->at[0]));
	memcpy(&out->at[0], &address, sizeof(address));
	out->n = 1;
	return true;
}

/* 0.0.0.0, which servers are told to listen on, connects to this machine. */
static bool
is_loopback_ipv4(uint32_t address)
{
	return address >> 24 == 127 || address == INADDR_ANY;
}

static bool
is_loopback_ipv6(const struct in6_addr *address)
{
	uint32_t mapped;

	if (!IN6_IS_ADDR_V4MAPPED(address))
		return IN6_IS_ADDR_LOOPBACK(address) ||
		       IN6_IS_ADDR_UNSPECIFIED(address);
	memcpy(&mapped, &address->s6_addr[12], sizeof(mapped));
	return is_loopback_ipv4(ntohl(mapped));
}

bool
target_address_is_loopback(const struct sockaddr_storage *address)
{
	if (address->ss_family == AF_UNIX)
		return true;
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *in =
			(const struct sockaddr_in *)address;

		return is_loopback_ipv4(ntohl(in->sin_addr.s_addr));
	}
	if (address->ss_family == AF_INET6) {
		const struct sockaddr_in6 *in =
			(const struct sockaddr_in6 *)address;

		return is_loopback_ipv6(&in->sin6_addr);
	}
	return false;
}

bool
target_addresses_are_loopback(const struct target_addresses *addresses)
{
	for (size_t i = 0; i < addresses->n; i++)
		if (!target_address_is_loopback(&addresses->at[i]))
			return false;
	return true;
}

void
target_address_text(const struct sockaddr_storage *address,
	char out[TARGET_ADDRESS_TEXT_MAX])
{
	const struct sockaddr_un *un = (const struct sockaddr_un *)address;

	out[0] = '\0';
	if (address->ss_family == AF_UNIX)
		(void)bounded_copy(out, TARGET_ADDRESS_TEXT_MAX, un->sun_path,
			strlen(un->sun_path));
	else
		(void)getnameinfo((const struct sockaddr *)address,
			sizeof(*address), out, TARGET_ADDRESS_TEXT_MAX, NULL, 0,
			NI_NUMERICHOST);
}

bool
target_host_is_address(const char *host)
{
	struct in6_addr address; /* room for either */

	return inet_pton(AF_INET, host, &address) == 1 ||
	       inet_pton(AF_INET6, host, &address) == 1;
}
