#ifndef HTTP_PREFERENCE_H
#define HTTP_PREFERENCE_H

/*
 * What a client prefers (RFC 9110, section 12.5): for one thing that could be
 * sent, one number tells how much it is wanted, and the greater is to be sent.
 *
 *	HTTP_PREFERENCE_FORBIDDEN	the client says q=0
 *	HTTP_PREFERENCE_UNLISTED	it says nothing about this
 *	1 + 1000 * q			it says q
 *	HTTP_PREFERENCE_FULL		q=1, or it does not care
 *
 * Field lines of one name count as one list. Elements that do not match the
 * grammar are passed over, as if they were not there: one bad element says
 * nothing about the others. So is what stands behind HTTP_PREFERENCE_LIST_MAX
 * octets of elements: each thing that could be sent is held against all of
 * them.
 */

#include "h1/field.h"

#define HTTP_PREFERENCE_FORBIDDEN 0u
#define HTTP_PREFERENCE_UNLISTED 1u
#define HTTP_PREFERENCE_FULL 1001u

#define HTTP_PREFERENCE_LIST_MAX ((size_t)4096)

/*
 * Reads the whole of `in` as qvalue, in thousandths (RFC 9110, section
 * 12.4.2); false if it is none, as 1.5, .5 and 0.1234 are.
 */
bool http_qvalue_read(unsigned *thousandths, struct h1_span in);

/*
 * How much Accept wants `type`, a media type that may have parameters. The most
 * specific range that matches decides; parameters of a range must all be those
 * of the type. Without Accept, all types are wanted the same.
 */
unsigned
http_preference_type(const struct h1_fields *fields, struct h1_span type);

/* Whether Accept names `type` itself, and not by a wildcard, with q above 0. */
bool
http_preference_names_type(const struct h1_fields *fields, struct h1_span type);

/*
 * How much Accept-Language wants `tag`, a language tag. Basic filtering decides
 * (RFC 4647, section 3.3.1), the longest range first; if no range matches so, a
 * range that is more specific than the tag counts as lookup would have it
 * (section 3.4), unless it forbids. Without the field, all are the same.
 */
unsigned
http_preference_language(const struct h1_fields *fields, struct h1_span tag);

/*
 * How much Accept-Encoding wants the content coding `coding`; "identity" is the
 * content without any. Without the field, or where it does not speak of it,
 * identity can always be sent; a coding only if it is listed. An empty field
 * forbids all codings (RFC 9110, section 12.5.3).
 */
unsigned
http_preference_coding(const struct h1_fields *fields, struct h1_span coding);

#endif
