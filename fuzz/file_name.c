/*
 * The name under which a file is stored that somebody else named, in a form or
 * by its URL, is one entry of the folder: it has no separator and no control
 * octet, is neither hidden nor an option, and is not too long.
 */

#include "client/file_name.h"
#include "engine/entry.h"
#include "h1/octet.h"
#include "http/form.h"
#include "http/media.h"
#include "http/path.h"
#include "value/lines.h"

#include <stdlib.h>
#include <string.h>

enum {
	FORM,
	FORM_FOLDERS,
	FORM_REFUSED,
	URL,
	URL_DOT,
	URL_INDEX,
	URL_CUT
};

static struct mark marks[] = {
	[FORM] = {"a name of a form is taken", 0},
	[FORM_FOLDERS] = {"folders before a name are left out", 0},
	[FORM_REFUSED] = {"a name of a form is refused", 0},
	[URL] = {"a name is made of a URL", 0},
	[URL_DOT] = {"a name that would be hidden or an option is not", 0},
	[URL_INDEX] = {"a URL without a name has one", 0},
	[URL_CUT] = {"a long name is cut", 0},
};

static void
check_entry(struct h1_span name)
{
	CHECK(name.len > 0 && name.len <= 255);
	CHECK(name.at[0] != '.');
	for (size_t i = 0; i < name.len; i++)
		CHECK(name.at[i] >= ' ' && name.at[i] != 0x7F &&
			name.at[i] != '/' && name.at[i] != '\\');
}

/* How a browser writes the octet at `i` of a name, or 0: "%22", a quoted-pair,
 * "%0D" or "%0A". */
static size_t
slow_escaped(struct h1_span in, size_t i, uint8_t *octet)
{
	static const struct {
		const char *text;
		uint8_t octet;
	} rows[] = {{"%22", '"'}, {"\\\"", '"'}, {"%0D", '\r'}, {"%0A", '\n'}};

	for (size_t k = 0; k < N(rows); k++) {
		size_t len = strlen(rows[k].text);

		if (in.len - i < len ||
			memcmp(in.at + i, rows[k].text, len) != 0)
			continue;
		*octet = rows[k].octet;
		return len;
	}
	return 0;
}

/* What stands behind the last separator, and how it is written. */
static void
check_last_segment(struct h1_span name, struct h1_span in)
{
	size_t from = 0, n = 0, len;
	uint8_t octet;

	for (size_t i = 0; i < in.len; i++) {
		len = slow_escaped(in, i, &octet);
		if (len > 0)
			i += len - 1;
		else if (in.at[i] == '/' || in.at[i] == '\\')
			from = i + 1;
	}
	for (size_t i = from; i < in.len; i += len, n++) {
		len = slow_escaped(in, i, &octet);
		if (len == 0) {
			octet = in.at[i];
			len = 1;
		}
		CHECK(n < name.len && name.at[n] == octet);
	}
	CHECK(n == name.len);
}

static void
check_form(struct seen *seen, struct h1_span in)
{
	uint8_t *out = malloc(in.len + 1);
	struct h1_span name = {out, 0};
	bool good;

	if (!out)
		abort();
	good = http_form_safe_name(out, &name.len, in);

	check_last_segment(name, in);
	CHECK(good == http_path_segment_stores(name));
	if (good) {
		check_entry(name);
		seen_octets(seen, name);
		REACH(FORM);
		if (span_has(in, '/') || span_has(in, '\\'))
			REACH(FORM_FOLDERS);
	} else {
		REACH(FORM_REFUSED);
	}
	free(out);
}

static void
check_url(struct seen *seen, struct h1_span in)
{
	char out[CLIENT_FILE_NAME_MAX];
	struct client_url url;
	struct h1_span name, path;

	if (client_url_read(&url, in) != CLIENT_URL_OK)
		return;
	memset(out, 'x', sizeof(out));
	client_file_name(out, &url);
	CHECK(memchr(out, 0, sizeof(out)));
	name = (struct h1_span){(uint8_t *)out, strlen(out)};
	check_entry(name);
	CHECK(name.at[0] != '-');
	seen_octets(seen, name);
	REACH(URL);
	path = client_url_span(&url, &url.path);
	if (path.len == 0 || path.at[path.len - 1] == '/') {
		CHECK(h1_span_equal(name, H1_SPAN("index.html")));
		REACH(URL_INDEX);
	}
	if (name.at[0] == '_')
		REACH(URL_DOT);
	if (name.len == CLIENT_FILE_NAME_MAX - 1)
		REACH(URL_CUT);
}

/* Whatever the name is, its extension is a part of it without separators. */
static void
check_extension(struct h1_span in)
{
	struct h1_span extension = http_media_extension(in);

	CHECK(extension.len == 0 || span_within(extension, in));
	CHECK(!span_has(extension, '/') && !span_has(extension, '.'));
	CHECK(http_media_of_name(in).len <= HTTP_MEDIA_TYPE_MAX);
}

static void
run(struct h1_span input, struct seen *seen)
{
	if (input.len > VALUE_MAX)
		return;
	check_form(seen, input);
	check_url(seen, input);
	check_extension(input);
}

const struct entry entry = {run, marks, N(marks)};
