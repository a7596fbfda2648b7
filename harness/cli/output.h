/*
 * Files that commands write; "-" is standard output.
 */
#ifndef ASSAY_CLI_OUTPUT_H
#define ASSAY_CLI_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>

#include "case/octets.h"

/* NULL is not. */
bool output_is_stdout(const char *path);

/* Each writes a whole file or none. False: errno says why. NULL for `json` is
 * memory that ran out. */
bool output_octets(const char *path, const struct octets *octets);
bool output_json(const char *path, const json_t *json);

#endif
