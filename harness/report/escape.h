/*
 * Text inside of other formats, on one line but where told. What is not
 * printable ASCII, be it NUL, a control character or half of a UTF-8 sequence,
 * leaves as an escape that people see, so that no target can break the format.
 * Nothing but `out` is touched; whether writing went well its stream knows.
 */
#ifndef ASSAY_REPORT_ESCAPE_H
#define ASSAY_REPORT_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/* How XML and HTML write a character that would be markup, in an attribute in
 * double quotes as well; NULL: as itself. */
const char *escape_entity(char c);

/* Content of an element, or the value of an attribute in double quotes, of XML
 * 1.0. Line ends stay as they are; in an attribute a reader takes them for SP. */
void escape_xml(FILE *out, const void *at, size_t len);

/* A description or a reason of TAP 14: `#` and `\` are escaped. */
void escape_tap(FILE *out, const char *text);

/* A double-quoted scalar of YAML, with its quotes. */
void escape_yaml(FILE *out, const char *text);

/* Inline text of Markdown of which nothing is markup. */
void escape_markdown(FILE *out, const char *text);

/* Lines, each indented by `indent`; the last one is ended. */
void escape_lines(FILE *out, const char *indent, const void *at, size_t len);

#endif
