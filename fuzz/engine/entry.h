#ifndef FUZZ_ENTRY_H
#define FUZZ_ENTRY_H

/*
 * What an entry is: one property, which holds for every input. It is a file of
 * its own that begins with the sentence, and gives one
 *
 *	const struct entry entry = {run, marks, N(marks)};
 *
 * An engine (libFuzzer, AFL++) or the replay program calls it through
 * LLVMFuzzerTestOneInput(), which runs every input twice: in an allocation of
 * exactly its length, and with hostile octets behind its end. Both runs must
 * have observed the same.
 */

#include "engine/seen.h"
#include "h1/base.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* A place that an entry must reach, or it tests nothing; see replay.c. */
struct mark {
	const char *name; /* NULL: there is no such place */
	unsigned long n;  /* how often it was reached */
};

struct entry {
	/* Runs one input, and tells `seen` everything that it observes. Ends
	 * the process through CHECK() if the property does not hold. Must free
	 * what it allocates, and must not remember anything. */
	void (*run)(struct h1_span input, struct seen *seen);
	struct mark *marks;
	size_t n_marks;
};

extern const struct entry entry;

#define REACH(mark) (marks[mark].n++)

/* The property itself: if not, the process ends, and the engine has a find. */
#define CHECK(condition) \
	((condition) ? (void)0 : entry_broken(__FILE__, __LINE__, #condition))

#if defined(__GNUC__)
__attribute__((noreturn, cold))
#endif
void
entry_broken(const char *file, int line, const char *property);

/*
 * Takes a parameter off the end of the input, so that what is in front of it
 * stays a message: 0 to `limit` - 1, one octet, or 0 if there is none.
 */
unsigned entry_parameter(struct h1_span *input, unsigned limit);

/* Of the engines. */
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
