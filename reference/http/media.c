#include "http/media.h"

#include "h1/cursor.h"

static const struct row {
	struct h1_span extension;
	struct h1_span type;
} rows[] = {
#define HTTP_ROW(extension, type)                               \
	{{(const uint8_t *)(extension), sizeof(extension) - 1}, \
		{(const uint8_t *)(type), sizeof(type) - 1}},
#include "http/media.def"
#undef HTTP_ROW
};

struct h1_span
http_media_extension(struct h1_span name)
{
	size_t i;

	for (i = name.len; i > 0; i--) {
		if (name.at[i - 1] == '/')
			break;
		if (name.at[i - 1] == '.')
			return (struct h1_span){name.at + i, name.len - i};
	}
	return H1_SPAN("");
}

struct h1_span
http_media_of_name(struct h1_span file_name)
{
	struct h1_span extension = http_media_extension(file_name);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (h1_span_equal_nocase(rows[i].extension, extension))
			return rows[i].type;
	}
	return H1_SPAN("application/octet-stream");
}

bool
http_media_is_text(struct h1_span type)
{
	struct h1_span front = {type.at, 5};

	return type.len > 5 && h1_span_equal_nocase(front, H1_SPAN("text/"));
}

static struct h1_span
without_parameters(struct h1_span type)
{
	size_t i;

	for (i = 0; i < type.len && type.at[i] != ';'; i++)
		;
	return h1_span_trim((struct h1_span){type.at, i});
}

bool
http_media_equal(struct h1_span a, struct h1_span b)
{
	return h1_span_equal_nocase(without_parameters(a),
		without_parameters(b));
}
