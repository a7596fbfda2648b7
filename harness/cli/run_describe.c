#include <stdio.h>
#include <string.h>

#include "cli/run_command.h"

/* What the target says it is, behind what its version command printed. */
static void
name_server(struct run_command *c)
{
	size_t len = strlen(c->server);
	const char *field = c->calibration.server;

	if (*field != '\0')
		snprintf(c->server + len, sizeof(c->server) - len, "%s%s%s",
			len > 0 ? " (" : "", field, len > 0 ? ")" : "");
	if (c->server[0] == '\0' && c->file.name != NULL)
		snprintf(c->server, sizeof(c->server), "%s", c->file.name);
}

static void
describe_connection(struct run_command *c)
{
	struct run_connection *out = &c->run.connection;
	const struct sockaddr_storage *address = &c->context.endpoint.address;

	target_address_text(address, c->address);
	if (address->ss_family == AF_UNIX)
		out->unix_socket = c->address;
	else
		out->address = c->address;
	out->tls = c->reach.tls != NULL;
	if (out->tls) {
		if (!target_host_is_address(c->reach.server_name))
			out->server_name = c->reach.server_name;
		out->tls_version = c->calibration.tls_version;
		out->insecure = c->options.reach.insecure;
		out->ca_file = c->options.reach.ca_file;
	}
	out->proxy_protocol = c->reach.proxy_protocol;
	out->via = c->options.via;
	out->headers = c->reach.headers;
	out->n_headers = c->reach.n_headers;
}

void
run_describe(struct run_command *c)
{
	struct run *run = &c->run;

	memcpy(c->target_version, c->server, sizeof(c->target_version));
	name_server(c);
	describe_connection(c);
	run->version = ASSAY_VERSION;
	run->name = c->file.name;
	run->target_version = c->target_version;
	run->requirements = c->suite.requirements;
	run->url = c->url_text;
	run->server = c->server;
	run->host = c->reach.url.host;
	run->port = c->reach.url.port;
	run->started = c->started;
	run->capabilities = c->calibration.capabilities;
	for (size_t i = 0; i < N_ROUTES; i++)
		run->routes[i] = c->calibration.routes[i];
	run->effect = c->context.values.effect;
	run->median_us = c->calibration.median_us;
	run->quiet_ms = c->context.timing.quiet_ms;
	run->jobs = c->calibration.jobs;
	run->fail_on = c->options.fail_on;
	c->baseline.run.has_gate = c->options.has_fail_on;
	if (c->baseline.baseline != NULL && !c->options.has_fail_on)
		run->fail_on = "should"; /* any that is new */
	run->shuffled = c->options.shuffle;
	run->seed = c->options.seed;
	run->shard = c->options.filters.shard;
	run->repeat = c->options.repeat;
	run->max_fail = c->options.max_fail;
	run->max_connections = c->options.max_connections;
	if (c->options.interval_ns > 0)
		run->rate = 1e9 / (double)c->options.interval_ns;
}
