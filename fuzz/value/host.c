#include "value/host.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#include "value/number.h"

static bool
is_hex(uint8_t octet)
{
	return octet < 128 && isxdigit(octet);
}

bool
slow_made_of(struct h1_span in, const char *others)
{
	for (size_t i = 0; i < in.len; i++) {
		uint8_t octet = in.at[i];

		if (octet == 0 || octet > 127)
			return false;
		if (isalnum(octet) || strchr(others, octet))
			continue;
		if (octet != '%' || in.len - i < 3 || !is_hex(in.at[i + 1]) ||
			!is_hex(in.at[i + 2]))
			return false;
		i += 2;
	}
	return true;
}

/* Asks the C library. */
static bool
is_address(struct h1_span in, int family)
{
	unsigned char address[sizeof(struct in6_addr)];
	char text[64];

	if (in.len >= sizeof(text) || memchr(in.at, 0, in.len))
		return false;
	memcpy(text, in.at, in.len);
	text[in.len] = '\0';
	return inet_pton(family, text, address) == 1;
}

/* "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
is_future(struct h1_span in)
{
	size_t dot = 1;

	if (in.len < 4 || (in.at[0] != 'v' && in.at[0] != 'V') ||
		memchr(in.at, '%', in.len))
		return false;
	while (dot < in.len && is_hex(in.at[dot]))
		dot++;
	return dot > 1 && dot + 1 < in.len && in.at[dot] == '.' &&
	       slow_made_of((struct h1_span){in.at + dot + 1, in.len - dot - 1},
		       SLOW_UNRESERVED SLOW_SUB_DELIMS ":");
}

/* What stands between brackets, which are taken. */
static bool
read_literal(struct slow_host *slow)
{
	struct h1_span inside = {slow->host.at + 1, slow->host.len - 2};

	slow->kind = is_future(inside) ? H1_HOST_IPVFUTURE : H1_HOST_IPV6;
	return slow->kind == H1_HOST_IPVFUTURE || is_address(inside, AF_INET6);
}

static bool
read_name(struct slow_host *slow)
{
	slow->kind = H1_HOST_REG_NAME;
	if (slow->host.len > 0 && is_address(slow->host, AF_INET))
		slow->kind = H1_HOST_IPV4;
	return slow_made_of(slow->host, SLOW_UNRESERVED SLOW_SUB_DELIMS);
}

static bool
good_port(struct h1_span port)
{
	return port.len == 0 ||
	       (number_is_digits(port) && number_at_most(port, 65535));
}

bool
slow_host_read(struct slow_host *slow, struct h1_span in)
{
	bool literal = in.len > 0 && in.at[0] == '[';
	size_t end = 0;

	while (end < in.len && in.at[end] != (literal ? ']' : ':'))
		end++;
	if (literal && end++ == in.len)
		return false;
	*slow = (struct slow_host){.host = {in.at, end}};
	slow->has_port = end < in.len;
	if (slow->has_port && (in.at[end] != ':' || !good_port((struct h1_span){
							    in.at + end + 1,
							    in.len - end - 1})))
		return false;
	return literal ? read_literal(slow) : read_name(slow);
}
