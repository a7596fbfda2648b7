/*
 * Octets cut into literals and repetitions, so that 70000 times "a" can be
 * shown, and sent from a shell, in one short line.
 */
#ifndef ASSAY_REPORT_PIECES_H
#define ASSAY_REPORT_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nothing shorter than this is called a repetition. */
#define PIECES_RUN_MIN 64

/* `len` octets, `times` times, from `off`. A literal has times 1. */
struct piece {
	size_t off;
	size_t len;
	size_t times;
};

/*
 * Gives the piece at *pos of the `len` octets at `at`, and moves *pos behind
 * it. Pieces are never empty and leave no gap; a long literal comes in parts.
 * False: there is nothing left.
 */
bool pieces_next(const uint8_t *at, size_t len, size_t *pos, struct piece *out);

/*
 * How many of the `len` octets at `at` stand on one line of text: up to an LF,
 * or until they take `width` columns; an octet that is not plain takes `escape`
 * of them. Not 0, unless `len` is.
 */
size_t pieces_line(const uint8_t *at, size_t len, bool (*is_plain)(uint8_t),
	size_t escape, size_t width);

#endif
