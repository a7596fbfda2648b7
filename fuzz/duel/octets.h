#ifndef FUZZ_OCTETS_H
#define FUZZ_OCTETS_H

#include "h1/base.h"

/*
 * Classes of octets as the grammars spell them, written apart from the tables of
 * the library: the table of permitted disagreements must not believe what it
 * judges.
 */

bool is_digit(uint8_t octet);
bool is_hex(uint8_t octet);
unsigned hex_value(uint8_t octet); /* of is_hex() */
bool is_alpha(uint8_t octet);
bool is_blank(uint8_t octet);	 /* SP, HTAB */
bool is_tchar(uint8_t octet);	 /* RFC 9110, section 5.6.2 */
bool is_reg_name(uint8_t octet); /* RFC 3986, section 3.2.2; % as well */
bool is_pchar(uint8_t octet);	 /* RFC 3986, section 3.3; % as well */
bool is_vchar(uint8_t octet);	 /* with obs-text */

/* The first place of `octet` in `span`, or span.len. */
size_t span_find(struct h1_span span, uint8_t octet);

/* How often `text`, in lower case, is in `span`, letters alike. */
size_t span_count(struct h1_span span, const char *text);

/* `text` is in lower case. */
bool span_is(struct h1_span span, const char *text);

struct h1_span span_from(struct h1_span span, size_t off);

/* Without blanks at its end. */
struct h1_span span_trimmed(struct h1_span span);

struct h1_span span_text(const char *text);

#endif
