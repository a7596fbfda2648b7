/*
 * What a 206 encloses: the parts of a multipart/byteranges (RFC 9110, sections
 * 14.6 and 15.3.7.2), or one range.
 */
#ifndef ASSAY_JUDGE_BYTERANGES_H
#define ASSAY_JUDGE_BYTERANGES_H

#include <stdbool.h>

#include "case/case.h"
#include "h1/h1.h"

/*
 * Whether `content` is a multipart/byteranges with at least one part and the
 * boundary that Content-Type names, and holds what is wanted:
 *
 *	parts		no more than that
 *	crlf		each line of delimiters and part heads ends in CRLF
 *	content-range	each part has one Content-Range, which counts its octets
 *	content-type	each part has Content-Type
 *	descending	each part begins before the one that came before it
 */
bool byteranges_hold(const struct h1_head *head, const struct octets *content,
	enum byteranges wanted);

/* Whether each part, or else the whole content, is what its Content-Range says
 * of `whole`. */
bool byteranges_are_part_of(const struct h1_head *head,
	const struct octets *content, const struct octets *whole);

/* Whether the parts, or else the one range, by their Content-Range have each
 * octet of `ranges`, which reads "0-0,10-13". */
bool byteranges_cover(const struct h1_head *head, const struct octets *content,
	const struct octets *ranges);

#endif
