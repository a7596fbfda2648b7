#ifndef FUZZ_SERVICE_FILE_H
#define FUZZ_SERVICE_FILE_H

/* A resource with validators, which obeys conditions and Range by the functions
 * of reference/http: see the constants of service.h. */

#include "server/http_handler.h"

/* Answers for it, as soon as the head is there. */
void service_file(struct http_exchange *exchange);

#endif
