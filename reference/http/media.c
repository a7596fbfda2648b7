#include "http/media.h"

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

/* What stands behind the last dot of the last segment, or nothing. */
static struct h1_span
extension_of(struct h1_span name)
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
	struct h1_span extension = extension_of(file_name);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (h1_span_equal_nocase(rows[i].extension, extension))
			return rows[i].type;
	}
	return H1_SPAN("application/octet-stream");
}
