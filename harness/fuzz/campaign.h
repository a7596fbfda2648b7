/*
 * Fuzzing of a target over its port: changed messages, many at once; what is
 * wrong is played again alone, made as short as possible, and kept once.
 */
#ifndef ASSAY_FUZZ_CAMPAIGN_H
#define ASSAY_FUZZ_CAMPAIGN_H

#include "fuzz/attempt.h"
#include "fuzz/messages.h"
#include "play/play.h"

/* One thing that is wrong. */
struct find {
	struct finding finding;
	struct octets sent; /* owned: as short as it could be made */
	size_t first_len;   /* of the message that showed it first */
	uint64_t number;    /* of that message */
	size_t n_times;	    /* messages that showed it */
	unsigned n_doubts;  /* how often it could not be shown again */
	bool is_sure;	    /* shown again, each time that it was tried */
	bool is_suspect;    /* one of several that the target may have died
				 of; nobody can try again */
};

/* The most finds and notes that are told apart. */
#define FINDS_MAX 256

enum campaign_end {
	CAMPAIGN_TIME,
	CAMPAIGN_MESSAGES,
	CAMPAIGN_FINDS,
	CAMPAIGN_STOPPED,
	CAMPAIGN_DEAD,
	CAMPAIGN_NO_MEMORY,
};

/* What is wanted, and what came. Borrows all but the finds. */
struct campaign {
	const struct play_context *context;
	const struct messages *messages;
	uint32_t seed;
	unsigned jobs;
	unsigned rate;		/* messages a second; 0: as fast as it goes */
	uint64_t end_ns;	/* in the time of uv_hrtime() */
	uint64_t most_messages; /* 0: until the time is over */
	size_t most_finds;
	const volatile bool *stop;
	/* Told of all that is sure, at the end. */
	void (*on_find)(const struct find *find, void *data);
	void (*on_progress)(const struct campaign *c, void *data);
	void *data;
	/* what came */
	struct find finds[FINDS_MAX];
	size_t n_known; /* of `finds` */
	size_t n_finds; /* of them, those that are sure and no notes; all
			   suspects are one */
	size_t n_notes;
	uint64_t n_sent, n_answered;
	uint64_t number; /* of the next message */
	uint64_t start_ns, send_end_ns;
};

enum campaign_end campaign_run(struct campaign *c);

void campaign_free(struct campaign *c);

#endif
