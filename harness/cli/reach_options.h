/*
 * The options that tell how a target is reached; all commands that speak to
 * one have them.
 */
#ifndef ASSAY_CLI_REACH_OPTIONS_H
#define ASSAY_CLI_REACH_OPTIONS_H

#include "cli/options.h"

/* Zero-initialised is a target on this machine as its URL has it. Borrows. */
struct reach_options {
	bool authorised; /* it may be on another machine */
	bool insecure;
	const char *ca_file;
	const char *server_name;
	const char *unix_socket;
	const char *proxy_protocol;
	const char *marker; /* value of a User-Agent field; NULL: none */
	const char *resolve[OPTION_TIMES_MAX];
	const char *headers[OPTION_TIMES_MAX];
};

/* Rows for options_take(). */
#define REACH_OPTIONS(o)                                                    \
	{"cacert", NULL, &(o)->ca_file}, {"header...", NULL, (o)->headers}, \
		{"i-am-authorised", &(o)->authorised, NULL},                \
		{"insecure", &(o)->insecure, NULL},                         \
		{"marker", NULL, &(o)->marker},                             \
		{"proxy-protocol", NULL, &(o)->proxy_protocol},             \
		{"resolve...", NULL, (o)->resolve},                         \
		{"sni", NULL, &(o)->server_name},                           \
	{                                                                   \
		"unix-socket", NULL, &(o)->unix_socket                      \
	}

#endif
