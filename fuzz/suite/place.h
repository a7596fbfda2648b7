#ifndef FUZZ_SUITE_PLACE_H
#define FUZZ_SUITE_PLACE_H

#define SUITE_PLACE_MAX 4096

/*
 * Where the folder suite/`name` beside the program is, if there is one: so a
 * build can be carried to a machine without the sources. Else `source`, as it
 * is named in the sources. `place`: room for it, borrowed.
 */
const char *
suite_place(char place[SUITE_PLACE_MAX], const char *name, const char *source);

#endif
