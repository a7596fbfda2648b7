#ifndef TESTS_SITE_SCRATCH_H
#define TESTS_SITE_SCRATCH_H

/* A folder of its own for a test, as the working folder. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "h1/base.h"

static char scratch[64];

static inline int
scratch_enter(void **state)
{
	(void)state;
	strcpy(scratch, "/tmp/test-site-XXXXXX");
	return mkdtemp(scratch) == NULL || chdir(scratch) != 0;
}

/* The folder is of our own making, and so is its name. */
static inline int
scratch_leave(void **state)
{
	char command[96];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", scratch);
	return chdir("/") != 0 || system(command) != 0; /* NOLINT */
}

static inline void
write_file(const char *name, const void *octets, size_t len)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(octets, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static inline struct h1_span
text_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

#define N_ROWS(table) (sizeof(table) / sizeof((table)[0]))

#endif
