#ifndef CLIENT_BASE64_H
#define CLIENT_BASE64_H

#include "h1/base.h"

/* Octets that `len` become. */
#define CLIENT_BASE64_LEN(len) (((len) + 2) / 3 * 4)

/* Writes `in` in Base64 (RFC 4648, section 4), for Basic (RFC 7617). `out` has
 * room for CLIENT_BASE64_LEN(in.len), which is given. */
size_t client_base64(uint8_t *out, struct h1_span in);

#endif
