#include "peers.h"

#include <string.h>

const struct bench_peer *const peers[] = {
	&peer_h1,
	&peer_phr,
#ifdef BENCH_PHR_SSE42
	&peer_phr_sse42,
#endif
	&peer_llhttp,
#ifdef BENCH_SSE42
	&peer_llhttp_sse42,
#endif
	&peer_http_parser,
#ifdef BENCH_AVX2
	&limit_index,
#endif
	&limit_copy,
};

const size_t n_peers = sizeof(peers) / sizeof(peers[0]);

size_t
peers_find(const char *id)
{
	size_t i;

	for (i = 0; i < n_peers; i++) {
		if (strcmp(peers[i]->id, id) == 0)
			break;
	}
	return i;
}
