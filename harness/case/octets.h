/*
 * A growable run of octets with a maximum, the one buffer of the harness.
 */
#ifndef ASSAY_CASE_OCTETS_H
#define ASSAY_CASE_OCTETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialised is empty and valid. `at` is owned; octets_free() gives it
 * back. `at` moves when the buffer grows. */
struct octets {
	uint8_t *at;
	size_t len;
	size_t room;
};

/*
 * Appends `len` octets, or `times` copies of them. False: memory ran out or
 * the result would exceed OCTETS_MAX; the buffer is then unchanged.
 */
#define OCTETS_MAX ((size_t)64 << 20)
bool octets_append(struct octets *o, const void *at, size_t len);
bool octets_repeat(struct octets *o, const void *at, size_t len, size_t times);

/* Appends the octets of a C string, without its NUL. */
bool octets_text(struct octets *o, const char *text);

/* Appends formatted text, as printf() does. */
bool octets_format(struct octets *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

bool octets_equal(const struct octets *a, const struct octets *b);

/* The offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t octets_find(const struct octets *o, size_t from, const void *needle,
	size_t len);

/* The length of the first line of `len` octets, with its LF if it has one. */
size_t octets_line(const uint8_t *at, size_t len);

/* Empties the buffer and keeps its memory; gives the memory back. */
void octets_clear(struct octets *o);
void octets_free(struct octets *o);

#endif
