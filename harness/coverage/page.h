/*
 * What the page is dressed and moved with: page.css and page.js, which
 * cmake/embed.cmake makes C of.
 */
#ifndef ASSAY_COVERAGE_PAGE_H
#define ASSAY_COVERAGE_PAGE_H

#include <stddef.h>

extern const unsigned char coverage_page_css[];
extern const size_t coverage_page_css_len;
extern const unsigned char coverage_page_js[];
extern const size_t coverage_page_js_len;

#endif
