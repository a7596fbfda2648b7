#include "http/coding.h"

static const struct row {
	struct h1_span name;
	struct h1_span suffix;
} rows[] = {
#define HTTP_ROW(id, name, suffix)                    \
	{{(const uint8_t *)(name), sizeof(name) - 1}, \
		{(const uint8_t *)(suffix), sizeof(suffix) - 1}},
#include "http/coding.def"
#undef HTTP_ROW
};

#define SPAN(literal)                                           \
	{                                                       \
		(const uint8_t *)(literal), sizeof(literal) - 1 \
	}

/* Types that are text under another name. */
static const struct h1_span texts[] = {
	SPAN("application/json"),
	SPAN("application/javascript"),
	SPAN("application/xml"),
	SPAN("application/wasm"),
	SPAN("application/x-javascript"),
	SPAN("application/manifest+json"),
	SPAN("image/svg+xml"),
	SPAN("image/bmp"),
};

struct h1_span
http_coding_name(enum http_coding coding)
{
	return coding < HTTP_CODING_IDENTITY ? rows[coding].name
					     : H1_SPAN("identity");
}

struct h1_span
http_coding_suffix(enum http_coding coding)
{
	return coding < HTTP_CODING_IDENTITY ? rows[coding].suffix
					     : H1_SPAN("");
}

static bool
ends_in(struct h1_span name, struct h1_span suffix)
{
	struct h1_span end = {name.at + (name.len - suffix.len), suffix.len};

	return name.len > suffix.len && h1_span_equal_nocase(end, suffix);
}

enum http_coding
http_coding_of_name(struct h1_span file_name)
{
	unsigned coding;

	for (coding = 0; coding < HTTP_CODING_IDENTITY; coding++) {
		if (file_name.len > rows[coding].suffix.len &&
			ends_in(file_name, rows[coding].suffix))
			break;
	}
	return (enum http_coding)coding;
}

static bool
begins_with(struct h1_span span, struct h1_span front)
{
	struct h1_span begin = {span.at, front.len};

	return span.len >= front.len && h1_span_equal_nocase(begin, front);
}

bool
http_coding_pays(struct h1_span type)
{
	struct h1_span bare = type;
	size_t i;

	for (i = 0; i < type.len && type.at[i] != ';'; i++)
		;
	bare.len = i;
	if (begins_with(bare, H1_SPAN("text/")))
		return true;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (h1_span_equal_nocase(bare, texts[i]))
			return true;
	}
	return bare.len > 5 && (ends_in(bare, H1_SPAN("+xml")) ||
				       ends_in(bare, H1_SPAN("+json")));
}
