#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "bench.h"

enum {
	PEERS_MAX = 16
};

/* Those that this machine can run, in the order of the table. libh1 as it is
 * used by default is the first. */
extern const struct bench_peer *peers[PEERS_MAX];
extern size_t n_peers;

/* Name of the kernel that libh1 uses by default. */
const char *peer_h1_kernel(void);

/* Finds out which they are; to be called once, before all else. */
void peers_make(void);

/* Index of the peer of that id; n_peers if there is none here. */
size_t peers_find(const char *id);

#endif
