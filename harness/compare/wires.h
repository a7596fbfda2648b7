/*
 * The octets behind a verdict, made small for a page with many of them: lines
 * are kept once, and so is what many targets were sent alike.
 */
#ifndef ASSAY_COMPARE_WIRES_H
#define ASSAY_COMPARE_WIRES_H

#include "compare/report_file.h"
#include "compare/strings.h"

/*
 * In all strings the address of the target is a character that no octet has:
 * U+E000 for "127.0.0.1:8080", U+E001 for "127.0.0.1 8080", as nc has it.
 */
#define WIRES_AUTHORITY "\xee\x80\x80"
#define WIRES_HOST_PORT "\xee\x80\x81"

/* When the strings have come to this length no more wires are kept. */
#define WIRES_MAX ((size_t)10 << 20)

/* Where the octets of one report were sent to. */
struct wires_target {
	char authority[300]; /* "127.0.0.1:8080"; "": unknown */
	char host_port[300]; /* "127.0.0.1 8080" */
};

void wires_target(const struct compare_report *r, struct wires_target *out);

/*
 * [segments there were, [[ms, 1 if sent, octets there were, line, ...], ...]],
 * lines by their number. At most the first 16 segments and 2048 octets of each.
 * NULL: the result has no trace, or there is no room left.
 */
json_t *wires_trace(struct strings *s, const struct wires_target *t,
	const struct compare_result *r);

/* The number of the command that reproduces the result, taken from its text.
 * NULL: it tells none, or one of more than 8 KiB. */
json_t *wires_command(struct strings *s, const struct wires_target *t,
	const struct compare_result *r);

#endif
