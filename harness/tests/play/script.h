/*
 * A manner of a peer that follows a script, line by line, on each connection.
 */
#ifndef ASSAY_TESTS_PLAY_SCRIPT_H
#define ASSAY_TESTS_PLAY_SCRIPT_H

#include "tests/play/peer.h"

enum script_act {
	SCRIPT_STAY,
	SCRIPT_FIN,
	SCRIPT_RESET,
};

/* Waits for what the client says, speaks, and acts. */
struct script_line {
	const char *until; /* so much came behind the line before; NULL: FIN */
	const char *say;   /* NULL: nothing */
	enum script_act act;
};

/* At most so many lines; a line with neither ends it earlier. */
#define SCRIPT_LINES 4

struct script {
	struct script_line lines[SCRIPT_LINES];
};

/* The peer's data is a struct script. */
extern const struct peer_manner script_manner;

#endif
