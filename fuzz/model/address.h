#ifndef FUZZ_MODEL_ADDRESS_H
#define FUZZ_MODEL_ADDRESS_H

#include "h1/base.h"

/* IP-literal = "[" ( IPv6address / IPvFuture ) "]" (RFC 3986, section 3.2.2);
 * takes it off the front of `in`, or says false. */
bool model_ip_literal(struct h1_cur *in);

#endif
