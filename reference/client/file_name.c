#include "client/file_name.h"

#include <string.h>

void
client_file_name(char *out, const struct client_url *url)
{
	struct h1_span path = client_url_span(url, &url->path);
	size_t from = path.len;
	size_t len = 0;
	size_t n;

	while (from > 0 && path.at[from - 1] != '/')
		from--;
	n = path.len - from;
	if (n == 0) {
		memcpy(out, "index.html", sizeof("index.html"));
		return;
	}
	if (path.at[from] == '.' || path.at[from] == '-')
		out[len++] = '_';
	if (n > CLIENT_FILE_NAME_MAX - 1 - len)
		n = CLIENT_FILE_NAME_MAX - 1 - len;
	memcpy(out + len, path.at + from, n);
	out[len + n] = '\0';
}
