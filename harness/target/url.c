#include "target/url.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "target/bounded.h"

static const struct {
	const char *prefix;
	const char *port;
	bool tls;
} schemes[] = {
	{"http://", "80", false},
	{"https://", "443", true},
};

/* What follows the scheme; NULL: there is none that is known. */
static const char *
read_scheme(struct target_url *url, const char *text)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t len = strlen(schemes[i].prefix);

		if (strncmp(text, schemes[i].prefix, len) == 0) {
			url->tls = schemes[i].tls;
			return text + len;
		}
	}
	return NULL;
}

/* 1 to 65535, digits only; empty is the default. */
static bool
read_port(char *out, const char *from, size_t len, bool tls)
{
	const char *by_default = schemes[tls ? 1 : 0].port;
	unsigned long n = 0;

	if (len == 0)
		return bounded_copy(out, 6, by_default, strlen(by_default));
	for (size_t i = 0; i < len; i++) {
		if (from[i] < '0' || from[i] > '9' || n > 65535)
			return false;
		n = n * 10 + (unsigned long)(from[i] - '0');
	}
	return n >= 1 && n <= 65535 && bounded_copy(out, 6, from, len);
}

/* Between brackets there is an IPv6 address, without the zone that RFC 6874
 * would allow: a Host field has none. */
static bool
is_bracketed(const struct target_url *url, const char **message)
{
	struct in6_addr address;

	if (strchr(url->host, '%') != NULL)
		*message = "expected an IPv6 address without a zone";
	else if (inet_pton(AF_INET6, url->host, &address) != 1)
		*message = "expected an IPv6 address in the brackets";
	else
		return true;
	return false;
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
	if (!read_port(url->port, port, (size_t)(end - port), url->tls)) {
		*message = "expected a port from 1 to 65535";
		return false;
	}
	if (host == host_end ||
		!bounded_copy(url->host, sizeof(url->host), host,
			(size_t)(host_end - host)) ||
		!bounded_copy(url->authority, sizeof(url->authority), at,
			(size_t)(end - at))) {
		*message = "expected a host name or address";
		return false;
	}
	return *at != '[' || is_bracketed(url, message);
}

bool
target_url_read(struct target_url *url, const char *text, const char **message)
{
	const char *at = read_scheme(url, text);
	const char *path;
	int n;

	if (at == NULL) {
		*message = "expected a URL like http://127.0.0.1:8080/ or "
			   "https://localhost:8443/";
		return false;
	}
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

const char *
target_url_scheme(const struct target_url *url)
{
	return url->tls ? "https" : "http";
}
