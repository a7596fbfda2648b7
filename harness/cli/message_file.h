/*
 * A file with octets that a client sends.
 */
#ifndef ASSAY_CLI_MESSAGE_FILE_H
#define ASSAY_CLI_MESSAGE_FILE_H

#include "case/octets.h"

/* The most octets of such a file. */
#define MESSAGE_FILE_MAX ((size_t)16 << 20)

/* Reads the file; "-" is standard input. False: told why on stderr, for the
 * command of that name. */
bool
message_file_read(struct octets *out, const char *command, const char *path);

#endif
