#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "bench.h"

/* All that are in this program; each has a file of its own. */
extern const struct bench_peer peer_h1;
extern const struct bench_peer peer_phr;
extern const struct bench_peer peer_phr_sse42; /* where its source was had */
extern const struct bench_peer peer_llhttp;
extern const struct bench_peer peer_llhttp_sse42;
extern const struct bench_peer peer_http_parser;
extern const struct bench_peer limit_index;
extern const struct bench_peer limit_copy;

/* In the order of the table. */
extern const struct bench_peer *const peers[];
extern const size_t n_peers;

/* Index of the peer of that id; n_peers if this program has not got it. */
size_t peers_find(const char *id);

#endif
