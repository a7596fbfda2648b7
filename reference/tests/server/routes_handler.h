#ifndef TESTS_ROUTES_HANDLER_H
#define TESTS_ROUTES_HANDLER_H

/* A small handler: "/" says hello to GET and HEAD, "/echo" gives back the
 * content of a POST, "/fields" the field lines; 404, 405, 501 for the rest. */

#include "server/http_handler.h"

extern const struct http_handler routes_handler;

#endif
