#include <errno.h>

#include "report/html_data.h"
#include "report/page/page.h"
#include "report/report.h"
#include "report/whole_file.h"

/* What is tested, for the title: the shortest that is known. */
static const char *
subject(const struct run *r)
{
	if (r->name != NULL)
		return r->name;
	return r->server[0] != '\0' ? r->server : r->url;
}

static bool
write_page(const struct run *r, FILE *out)
{
	struct octets title = {0};
	json_t *data = html_data(r, HTML_ROOM);
	bool ok = octets_format(&title, "%s - Assay%c", subject(r), '\0');
	const struct page page = {
		.title = ok ? (const char *)title.at : "Assay",
		.css = PAGE_FILE(report_css),
		.html = PAGE_FILE(report_html),
		.js = PAGE_FILE(report_js),
	};

	ok = page_write(out, &page, data);
	json_decref(data);
	octets_free(&title);
	return ok;
}

/* errno of the first thing that went wrong is the one to be told. */
bool
report_html(const struct run *r, const char *path)
{
	struct whole_file file;
	int error = 0;

	if (!whole_file_open(&file, path))
		return false;
	if (!write_page(r, file.out))
		error = errno;
	if (!whole_file_close(&file, error == 0) && error == 0)
		return false;
	errno = error;
	return error == 0;
}
