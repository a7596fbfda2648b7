#include "report/connection_text.h"

#include <string.h>

#include "report/prose.h"

size_t
report_count_header(const struct run *r, const char *line)
{
	struct octets wanted = {0};
	size_t n = 0;

	octets_format(&wanted, "\r\n%s\r\n", line);
	for (size_t i = 0; i < r->n_results; i++) {
		const struct trace *t = r->results[i].trace;

		n += t != NULL &&
		     octets_find(&t->out, 0, wanted.at, wanted.len) != SIZE_MAX;
	}
	octets_free(&wanted);
	return n;
}

void
connection_text(const struct run *r, struct octets *text)
{
	const struct run_connection *c = &r->connection;

	if (c->unix_socket != NULL)
		octets_format(text, ", at %s", c->unix_socket);
	else if (c->address != NULL && strcmp(c->address, r->host) != 0)
		octets_format(text, ", at %s", c->address);
	if (c->tls)
		octets_format(text, ", %s", c->tls_version);
	if (c->tls && c->insecure)
		octets_text(text, " (not verified)");
	if (c->proxy_protocol > 0)
		octets_format(text, ", PROXY v%u", c->proxy_protocol);
	if (c->via != NULL)
		octets_format(text, ", via %s", c->via);
}

void
connection_text_headers(const struct run *r, struct octets *out)
{
	for (size_t i = 0; i < r->connection.n_headers; i++) {
		const char *line = r->connection.headers[i];
		struct octets text = {0};

		octets_format(&text, "added to requests: \"%s\", in %zu of %zu",
			line, report_count_header(r, line), r->n_results);
		prose_wrap(out, 2, prose_string(&text));
		octets_free(&text);
	}
}
