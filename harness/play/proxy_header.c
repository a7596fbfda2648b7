#include "play/proxy_header.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

/* One end: its address and its port, both as they are on the wire. */
struct end {
	const void *address;
	const void *port;
};

/* What is told of a family of addresses. */
struct family {
	sa_family_t family;
	size_t address_len;
	const char *name; /* version 1 */
	uint8_t number;	  /* version 2: the family, and STREAM */
};

#define PORT_LEN 2

static const struct family families[] = {
	{AF_INET, 4, "TCP4", 0x11},
	{AF_INET6, 16, "TCP6", 0x21},
};

static const struct family *
family_of(const struct sockaddr_storage *from,
	const struct sockaddr_storage *to)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (from->ss_family == families[i].family &&
			to->ss_family == families[i].family)
			return &families[i];
	return NULL;
}

static struct end
end_of(const struct sockaddr_storage *address)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)address;
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;

	return address->ss_family == AF_INET
		       ? (struct end){&in->sin_addr, &in->sin_port}
		       : (struct end){&in6->sin6_addr, &in6->sin6_port};
}

static unsigned
port_number(const struct end *end)
{
	uint16_t port;

	memcpy(&port, end->port, sizeof(port));
	return ntohs(port);
}

static size_t
write_text(uint8_t *out, const struct family *family, const struct end *from,
	const struct end *to)
{
	char source[INET6_ADDRSTRLEN];
	char destination[INET6_ADDRSTRLEN];

	if (family == NULL)
		return (size_t)snprintf((char *)out, PROXY_HEADER_MAX,
			"PROXY UNKNOWN\r\n");
	inet_ntop(family->family, from->address, source, sizeof(source));
	inet_ntop(family->family, to->address, destination,
		sizeof(destination));
	return (size_t)snprintf((char *)out, PROXY_HEADER_MAX,
		"PROXY %s %s %s %u %u\r\n", family->name, source, destination,
		port_number(from), port_number(to));
}

static uint8_t *
put(uint8_t *at, const void *from, size_t len)
{
	memcpy(at, from, len);
	return at + len;
}

static size_t
write_binary(uint8_t *out, const struct family *family, const struct end *from,
	const struct end *to)
{
	static const char signature[] = "\r\n\r\n\0\r\nQUIT\n";
	enum {
		LOCAL = 0x20,
		PROXY = 0x21
	}; /* with the version */
	uint8_t *at = put(out, signature, sizeof(signature) - 1);

	*at++ = family == NULL ? LOCAL : PROXY;
	*at++ = family == NULL ? 0 : family->number;
	*at++ = 0;
	*at++ = family == NULL
			? 0
			: (uint8_t)(2 * (family->address_len + PORT_LEN));
	if (family != NULL) {
		at = put(at, from->address, family->address_len);
		at = put(at, to->address, family->address_len);
		at = put(at, from->port, PORT_LEN);
		at = put(at, to->port, PORT_LEN);
	}
	return (size_t)(at - out);
}

size_t
proxy_header(uint8_t out[PROXY_HEADER_MAX], unsigned version,
	const struct sockaddr_storage *from, const struct sockaddr_storage *to)
{
	const struct family *family = family_of(from, to);
	struct end source = end_of(from);
	struct end destination = end_of(to);

	return version == 1 ? write_text(out, family, &source, &destination)
			    : write_binary(out, family, &source, &destination);
}
