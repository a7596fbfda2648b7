#include "compare/matrix.h"
#include "report/page/page.h"

bool
compare_matrix_html(FILE *out, const struct compare_table *t,
	const struct requirements *requirements, const char *folder)
{
	const struct page page = {
		.title = "Servers side by side - Assay",
		.css = PAGE_FILE(matrix_css),
		.html = PAGE_FILE(matrix_html),
		.js = PAGE_FILE(matrix_js),
	};
	json_t *data = compare_matrix_data(t, requirements, folder);
	bool ok = page_write(out, &page, data);

	json_decref(data);
	return ok;
}
