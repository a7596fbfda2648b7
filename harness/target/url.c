#include "target/url.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *
skip_scheme(const char *text, const char **message)
{
	static const char scheme[] = "http://";

	if (strncmp(text, "https://", 8) == 0) {
		*message = "expected http://, found https: TLS targets are "
			   "not supported yet";
		return NULL;
	}
	if (strncmp(text, scheme, sizeof(scheme) - 1) != 0) {
		*message = "expected a URL like http://127.0.0.1:8080/";
		return NULL;
	}
	return text + sizeof(scheme) - 1;
}

static bool
copy(char *out, size_t room, const char *from, size_t len)
{
	if (len >= room)
		return false;
	memcpy(out, from, len);
	out[len] = '\0';
	return true;
}

/* 1 to 65535, digits only; empty is the default, 80. */
static bool
read_port(char *out, const char *from, size_t len)
{
	unsigned long n = 0;

	if (len == 0)
		return copy(out, 6, "80", 2);
	for (size_t i = 0; i < len; i++) {
		if (from[i] < '0' || from[i] > '9' || n > 65535)
			return false;
		n = n * 10 + (unsigned long)(from[i] - '0');
	}
	return n >= 1 && n <= 65535 && copy(out, 6, from, len);
}

/* Splits the authority [at, end) at its last colon outside brackets. */
static bool
read_authority(struct target_url *url, const char *at, const char *end,
	const char **message)
{
	const char *host = at;
	const char *host_end;
	const char *port;

	if (at < end && *at == '[') {
		host_end = memchr(at, ']', (size_t)(end - at));
		if (host_end == NULL) {
			*message = "expected ] behind the IPv6 address";
			return false;
		}
		host = at + 1;
		port = host_end + 1;
	} else {
		port = memchr(at, ':', (size_t)(end - at));
		host_end = port = port == NULL ? end : port;
	}
	if (port < end && *port++ != ':') {
		*message = "expected a colon and a port behind ]";
		return false;
	}
	if (!read_port(url->port, port, (size_t)(end - port))) {
		*message = "expected a port from 1 to 65535";
		return false;
	}
	if (host == host_end ||
		!copy(url->host, sizeof(url->host), host,
			(size_t)(host_end - host)) ||
		!copy(url->authority, sizeof(url->authority), at,
			(size_t)(end - at))) {
		*message = "expected a host name or address";
		return false;
	}
	return true;
}

bool
target_url_read(struct target_url *url, const char *text, const char **message)
{
	const char *at = skip_scheme(text, message);
	const char *path;
	int n;

	if (at == NULL)
		return false;
	path = at + strcspn(at, "/?");
	for (const char *c = at; *c != '\0'; c++) {
		if (*c <= ' ' || *c > '~' || *c == '#' ||
			(*c == '@' && c < path)) {
			*message = "expected a URL without white space, "
				   "control characters, userinfo or fragment";
			return false;
		}
	}
	if (!read_authority(url, at, path, message))
		return false;
	n = snprintf(url->path, sizeof(url->path), "%s%s",
		*path == '/' ? "" : "/", path);
	if (n < 0 || (size_t)n >= sizeof(url->path)) {
		*message = "the URL is too long";
		return false;
	}
	return true;
}

bool
target_url_resolve(const struct target_url *url,
	struct sockaddr_storage *address, const char **message)
{
	const struct addrinfo hints = {
		.ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *found;
	int error = getaddrinfo(url->host, url->port, &hints, &found);

	if (error != 0) {
		*message = gai_strerror(error);
		return false;
	}
	memset(address, 0, sizeof(*address));
	memcpy(address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return true;
}

bool
target_address_is_loopback(const struct sockaddr_storage *address)
{
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *in =
			(const struct sockaddr_in *)address;

		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	if (address->ss_family == AF_INET6) {
		const struct sockaddr_in6 *in =
			(const struct sockaddr_in6 *)address;

		return IN6_IS_ADDR_LOOPBACK(&in->sin6_addr);
	}
	return false;
}
