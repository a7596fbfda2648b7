#include "peers.h"

#include <string.h>

#define PEER(variable) extern const struct bench_peer variable;
#include "peers.def"
#undef PEER

static const struct bench_peer *const all[] = {
#define PEER(variable) &variable,
#include "peers.def"
#undef PEER
};

const struct bench_peer *peers[PEERS_MAX];
size_t n_peers;

void
peers_make(void)
{
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i]->available == NULL || all[i]->available())
			peers[n_peers++] = all[i];
	}
}

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
