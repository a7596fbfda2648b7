#ifndef FUZZ_VALUE_HOST_H
#define FUZZ_VALUE_HOST_H

#include "h1/target.h"

/* uri-host [ ":" port ], and what it is made of, as a slow reader sees it. */
struct slow_host {
	enum h1_host_kind kind;
	struct h1_span host;
	bool has_port;
};

/* Reads the whole of `in`. */
bool slow_host_read(struct slow_host *slow, struct h1_span in);

/*
 * Whether all octets are letters, digits, those in `others`, or pct-encoded.
 * `others` is a C string; RFC 3986 names the classes.
 */
#define SLOW_UNRESERVED "-._~"
#define SLOW_SUB_DELIMS "!$&'()*+,;="
#define SLOW_PATH SLOW_UNRESERVED SLOW_SUB_DELIMS ":@/"
#define SLOW_QUERY SLOW_PATH "?"

bool slow_made_of(struct h1_span in, const char *others);

#endif
