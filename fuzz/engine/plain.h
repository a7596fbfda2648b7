#ifndef FUZZ_PLAIN_H
#define FUZZ_PLAIN_H

/*
 * For functions of the fuzzers' own that see every octet: compiled without
 * checks and without counters, which would make an engine look at them instead
 * of at what is tested.
 */
#ifdef __clang__
#define PLAIN __attribute__((no_sanitize("address", "undefined", "coverage")))
#else
#define PLAIN
#endif

#endif
