#ifndef FUZZ_VALUE_TEXT_H
#define FUZZ_VALUE_TEXT_H

#include "engine/entry.h"

/* Text that an entry makes: what it should be, or what is read again. */

#define TEXT_MAX 16384

struct text {
	size_t len;
	uint8_t at[TEXT_MAX];
};

/* The process ends if there is no room: entries look at short inputs. */
void text_add(struct text *text, struct h1_span span);
void text_add_octet(struct text *text, uint8_t octet);
void text_add_number(struct text *text, uint64_t number);

struct h1_span text_span(const struct text *text);

#endif
