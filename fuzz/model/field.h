#ifndef FUZZ_MODEL_FIELD_H
#define FUZZ_MODEL_FIELD_H

#include "model/model.h"

/* How much of a section is accepted. */
struct model_section_limits {
	size_t line;	/* octets, without CRLF */
	size_t section; /* octets, CRLFs included, without the empty line */
	size_t lines;
};

/* *( field-line CRLF ) CRLF: a header or trailer section. */
enum model_result model_section(struct model_section *out,
	const struct model_section_limits *limits, struct h1_cur *in);

/* The next field line at or behind `from` of that name, in any case, or n. */
size_t
model_find(const struct model_section *section, const char *name, size_t from);
size_t model_count(const struct model_section *section, const char *name);

#endif
