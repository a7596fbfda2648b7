/*
 * The grammars that a field value of a response can be held against.
 */
#ifndef ASSAY_JUDGE_FORM_H
#define ASSAY_JUDGE_FORM_H

#include <stdbool.h>

#include "case/case.h"

/* Whether the octets are of the form: RFC 9110, sections 5.6.7 (IMF-fixdate, calendar-date),
 * 8.6 (digits), 8.8.3 (entity-tag), 10.2.1 (methods), 8.3.1 (media-type),
 * 5.6.1 with 5.1 (field-names), 10.2.4 (products), 10.2.2 (uri-reference: its
 * octets, not its parts), 14.4 (content-range), RFC
 * 9111, section 5.2 (cache-control, delta-seconds, listed-fields), 11.6.1 (challenges, of which 11.2
 * and 11.5 say more: distinct-parameters, quoted-realm), and what 5.6.3 and
 * 5.6.4 ask of senders (tidy). */
bool form_matches(enum value_form form, const uint8_t *at, size_t len);

/* Whether the first IMF-fixdate is later than the second; false if either is
 * none. */
bool form_is_later(const struct octets *a, const struct octets *b);

#endif
