#include "report/where.h"

#include <string.h>

#include "play/proxy_header.h"

const char *
where_host(const struct run *r)
{
	return r->connection.address != NULL ? r->connection.address : r->host;
}

void
where_authority(const struct run *r, struct octets *out)
{
	const char *slashes = strstr(r->url, "://");
	const char *at = slashes == NULL ? r->url : slashes + 3;

	octets_append(out, at, strcspn(at, "/?#"));
}

void
where_proxy_header(const struct run *r, struct octets *out)
{
	const struct sockaddr_storage nowhere = {.ss_family = AF_UNSPEC};
	uint8_t header[PROXY_HEADER_MAX];

	if (r->connection.proxy_protocol != 0)
		octets_append(out, header,
			proxy_header(header, r->connection.proxy_protocol,
				&nowhere, &nowhere));
}
