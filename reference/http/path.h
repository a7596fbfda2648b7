#ifndef HTTP_PATH_H
#define HTTP_PATH_H

/* Paths of http URIs (RFC 3986, section 3.3; RFC 9110, section 4.2.3). */

#include "h1/base.h"

/* Octets of the name of a folder's entry. */
#define HTTP_PATH_NAME_MAX 255

/*
 * Decodes each pct-encoded octet of `path`, once. `out` has room for path.len
 * octets, and may be path.at.
 *
 * False if "%" is not followed by two hexadecimal digits, or if what is encoded
 * is "/" or NUL: behind the decoding nobody could tell the one from a separator
 * of segments, and no file name holds the other.
 */
bool http_path_decode(uint8_t *out, size_t *out_len, struct h1_span path);

/*
 * The next segment of *rest, which begins with "/" or is empty; false at the
 * end. Each "/" opens a segment, so "/a/" has the segments "a" and "".
 */
bool http_path_segment_next(struct h1_span *rest, struct h1_span *segment);

/*
 * Whether the segment names an entry of a folder: it is not empty, not "." or
 * "..", and not hidden by a leading dot.
 */
bool http_path_segment_names(struct h1_span segment);

/*
 * Whether it names an entry that may be made: as above, at most
 * HTTP_PATH_NAME_MAX octets, without control characters and without what
 * separates segments elsewhere ("\" and ":").
 */
bool http_path_segment_stores(struct h1_span segment);

#endif
