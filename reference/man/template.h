/*
 * Fills in what is made of the tables that --help prints. A part of the build.
 */
#ifndef MAN_TEMPLATE_H
#define MAN_TEMPLATE_H

#include <stddef.h>
#include <stdio.h>

/* What is put in the place of a line that is `line`. */
struct template_part {
	const char *line; /* "@OPTIONS@" */
	void (*write)(FILE *out);
};

/*
 * The program: TEMPLATE OUTPUT VERSION. Copies the template with the parts in
 * their places and the version in that of @VERSION@. Gives the exit status; a
 * file that fails is told on stderr, and a part that the template does not have
 * is an error.
 */
int template_main(int argc, char **argv, const struct template_part *parts,
	size_t n_parts);

#endif
