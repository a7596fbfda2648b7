/*
 * Pages for a browser: one file each, which loads nothing. What a page is made
 * of lies beside this header, as files of their own that become part of the
 * program (cmake/embed.cmake). All pages share base.css, with the palette and
 * the controls, and base.js, with what they do alike.
 *
 * What comes from a target is data, never markup: it stands in one element,
 * <script type="application/json" id="data">, and scripts put it into the page
 * as text.
 */
#ifndef ASSAY_REPORT_PAGE_PAGE_H
#define ASSAY_REPORT_PAGE_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The octets of one of the files. */
struct page_file {
	const unsigned char *at;
	size_t len;
};

/* PAGE_DECLARE(base_css): base.css, to be used as PAGE_FILE(base_css). A page
 * that is added here is added to CMakeLists.txt as well. */
#define PAGE_DECLARE(name)                        \
	extern const unsigned char page_##name[]; \
	extern const size_t page_##name##_len
#define PAGE_FILE(name)                   \
	((struct page_file){              \
		.at = page_##name,        \
		.len = page_##name##_len, \
	})

PAGE_DECLARE(base_css);
PAGE_DECLARE(base_js);
PAGE_DECLARE(matrix_css);
PAGE_DECLARE(matrix_html);
PAGE_DECLARE(matrix_js);
PAGE_DECLARE(report_css);
PAGE_DECLARE(report_html);
PAGE_DECLARE(report_js);

/* What makes a page; all is borrowed. */
struct page {
	const char *title; /* text, taken for no markup */
	struct page_file css;
	struct page_file html; /* what stands in <body> */
	struct page_file js;
};

/* What begins every page, up to the middle of its head: it may load nothing,
 * whatever comes into it. */
extern const char page_head[];

/*
 * Writes the page to `out`, with `data` in it. NULL is data for which memory
 * ran out. False: not all could be written, or memory ran out; errno says why.
 */
bool page_write(FILE *out, const struct page *p, const json_t *data);

#endif
