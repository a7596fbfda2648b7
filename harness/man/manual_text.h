/*
 * The manual texts of commands.def, taken apart: paragraphs, and entries of two
 * columns such as
 *
 *	  --cases-from FILE     only the ids in FILE, one a line; - is standard
 *	                        input
 *
 * The entries that follow each other line by line are a block; its right column
 * begins behind the first gap of two spaces in one. A part of the build.
 */
#ifndef ASSAY_MAN_MANUAL_TEXT_H
#define ASSAY_MAN_MANUAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define MANUAL_ROOM 8192

/* Zero-initialised but for `rest`, which is the text, borrowed. */
struct manual_text {
	const char *rest;
	size_t column; /* of the block at hand; 0: in none */

	/* What manual_next() found: */
	bool is_entry;
	char term[256];		/* of an entry: the left column */
	char text[MANUAL_ROOM]; /* the right one, or the paragraph */
};

/* Goes to the next paragraph or entry. False: there is none left. */
bool manual_next(struct manual_text *m);

#endif
