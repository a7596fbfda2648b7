#include "report/page/page.h"

#include <errno.h>
#include <string.h>

/* Not indented: pages are large. */
#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(6))

static void
put(FILE *out, struct page_file f)
{
	(void)fwrite(f.at, 1, f.len, out);
}

/* ---- text ---- */

static void
put_title(FILE *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<')
			(void)fputs("&lt;", out);
		else if (*text == '&')
			(void)fputs("&amp;", out);
		else
			(void)fputc(*text, out);
	}
}

/* ---- data ---- */

/* In JSON a "<" stands in strings alone. Without one nothing in the data can
 * end the element, nor begin a comment. */
static int
put_json(const char *at, size_t len, void *data)
{
	FILE *out = data;

	while (len > 0) {
		const char *less = memchr(at, '<', len);
		size_t n = less != NULL ? (size_t)(less - at) : len;

		if (fwrite(at, 1, n, out) != n)
			return -1;
		if (less == NULL)
			return 0;
		if (fputs("\\u003c", out) == EOF)
			return -1;
		at = less + 1;
		len -= n + 1;
	}
	return 0;
}

/* False: errno says why. */
static bool
put_data(FILE *out, const json_t *data)
{
	(void)fputs("<script type=\"application/json\" id=\"data\">", out);
	errno = 0;
	if (json_dump_callback(data, put_json, out, DUMP_FLAGS) != 0) {
		if (errno == 0)
			errno = ENOMEM;
		return false;
	}
	(void)fputs("</script>\n", out);
	return true;
}

/* ---- the page ---- */

const char page_head[] =
	"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" "
	"content=\"default-src 'none'; img-src data:; "
	"style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" "
	"content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n";

static void
put_head(FILE *out, const struct page *p)
{
	(void)fputs(page_head, out);
	(void)fputs("<meta name=\"referrer\" content=\"no-referrer\">\n"
		    "<link rel=\"icon\" href=\"data:,\">\n<title>",
		out);
	put_title(out, p->title);
	(void)fputs("</title>\n<style>\n", out);
	put(out, PAGE_FILE(base_css));
	put(out, p->css);
	(void)fputs("</style>\n", out);
}

bool
page_write(FILE *out, const struct page *p, const json_t *data)
{
	if (data == NULL) {
		errno = ENOMEM;
		return false;
	}
	put_head(out, p);
	(void)fputs("<body>\n", out);
	put(out, p->html);
	if (!put_data(out, data))
		return false;
	(void)fputs("<script>\n", out);
	put(out, PAGE_FILE(base_js));
	put(out, p->js);
	(void)fputs("</script>\n</html>\n", out);
	return ferror(out) == 0;
}
