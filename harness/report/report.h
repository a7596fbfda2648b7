/*
 * What one run found, and its reports. A report reads a struct run and writes;
 * it judges nothing.
 */
#ifndef ASSAY_REPORT_REPORT_H
#define ASSAY_REPORT_REPORT_H

#include <stdio.h>

#include "case/case.h"
#include "case/requirements.h"
#include "judge/judge.h"
#include "play/trace.h"

/* What a baseline says of a result: that it deviates, and why. */
struct known_deviation {
	enum verdict verdict; /* fail or warn */
	bool varies;	      /* or now this, now that: not known which */
	const char *reason;
};

/* "fail", "warn" or "varies" */
const char *known_deviation_name(const struct known_deviation *k);

/* One case, or one variant of it, played. */
struct result {
	const struct test_case *test_case;
	const struct variant *variant; /* NULL: the case has none */
	char *id;		       /* owned: "server/a/b[variant]" */
	struct judgement judgement;
	bool flaky;		     /* two plays, two verdicts */
	unsigned plays;		     /* how often it was played */
	unsigned rounds[N_VERDICTS]; /* of --repeat, that gave each; or 0 */
	struct trace *trace; /* of the last play; owned; NULL for skip */
	const struct known_deviation
		*known; /* borrowed; NULL: no baseline, or silent */
};

/* How a result stands to the baseline. */
enum standing {
	STANDING_NONE,	   /* it does not deviate, and is not known to */
	STANDING_KNOWN,	   /* it deviates as it is known to */
	STANDING_NEW,	   /* it deviates otherwise; or is an error */
	STANDING_FIXED,	   /* it is known to deviate, and does not */
	STANDING_UNJUDGED, /* known, and a skip; or inconclusive */
};
#define N_STANDINGS 5

/* "none", "known", "new", "fixed", "unjudged" */
const char *standing_name(enum standing s);
enum standing standing_of(const struct result *r);

/* An id of a baseline that no case has. */
struct stale {
	const char *pattern;
	unsigned line; /* in the baseline */
};

/* A baseline that a run is held against. All of it is borrowed. */
struct run_baseline {
	const char *file;
	const char *const *versions; /* that it is for; n_versions 0: any */
	size_t n_versions;
	bool is_other; /* the target is of another version: nothing fails */
	bool strict;   /* fixed, unjudged and stale count as well */
	bool has_gate; /* one was asked for: it decides of split variances */
	const struct stale *stale;
	size_t n_stale;
};

/* How a play was cut into segments. */
enum split_kind {
	SPLIT_PLACE,  /* at one place */
	SPLIT_PLACES, /* at all places that are worth it */
	SPLIT_OCTETS, /* octet by octet */
};

/* "place", "places", "octets" */
const char *split_kind_name(enum split_kind k);

/* A case that came to something else when it was sent in segments. */
struct split_variance {
	const struct result *result; /* the play as it is; borrowed */
	enum split_kind kind;
	size_t offset;	 /* of the first cut, into all that is sent */
	size_t n_varied; /* cuts under which it came out otherwise */
	size_t n_played; /* cuts that were played */
	bool flaky;	 /* it does not do so every time */
	struct judgement judgement; /* of the play in segments */
	struct trace *trace;	    /* of that play; owned */
};

/*
 * What is below HTTP on the way to the target, and what the user adds to
 * requests. Everything is borrowed; all zero is plain TCP.
 */
struct run_connection {
	const char *address;	 /* numeric, no brackets; NULL: no TCP */
	const char *unix_socket; /* its path; NULL: TCP */
	bool tls;
	const char *server_name; /* told by SNI; NULL: none */
	const char *tls_version; /* as "TLSv1.3"; NULL: no TLS */
	bool insecure;		 /* no certificate is verified */
	const char *ca_file;	 /* whom to trust; NULL: as the system does */
	unsigned proxy_protocol; /* version of the header sent first; 0: none */
	const char *via;	 /* what stands in front, as told; NULL: none */
	const char *const *headers; /* "Name: value", behind the Host line */
	size_t n_headers;
};

/* A run. Everything but the results and variances is borrowed. */
struct run {
	const char *version; /* of the suite */
	const char *name;    /* of the target file; NULL: there is none */
	const char *url;
	const char *server;	    /* what the target says it is; "" unknown */
	const char *target_version; /* as its version command printed it; "" */
	const char *host;	    /* of the URL, without brackets */
	const char *port;
	struct run_connection connection;
	const char *started;			 /* RFC 3339, UTC */
	const struct requirements *requirements; /* NULL: ids alone */
	unsigned capabilities;
	const char *routes[N_ROUTES]; /* NULL: not found */
	const struct effect *effect;  /* NULL: none found */
	unsigned median_us;	      /* latency that calibration measured */
	unsigned quiet_ms;
	unsigned jobs;
	const char *fail_on; /* the gate, as given */
	bool interrupted;
	bool shuffled;
	uint32_t seed;	   /* of the order, if shuffled */
	const char *shard; /* "1/3"; NULL: all cases */
	unsigned repeat;   /* rounds that were asked for */
	unsigned n_rounds; /* that were begun */
	unsigned max_fail; /* 0: none */
	double rate;	   /* connections a second at most; 0: no limit */
	unsigned max_connections; /* at once; 0: as many as jobs */
	size_t n_not_played;	  /* because of that */
	double seconds;
	struct result *results;
	size_t n_results;
	bool split; /* each case was played in segments as well */
	size_t n_split_plays;
	struct split_variance *variances;
	size_t n_variances;
	const struct run_baseline *baseline; /* NULL: none */
};

/* How many results sent, in their last play, a line that the user added. */
size_t report_count_header(const struct run *r, const char *line);

/* How many results have each verdict. */
void report_counts(const struct run *r, size_t counts[N_VERDICTS]);

/* How many results have each standing. */
void standing_counts(const struct run *r, size_t counts[N_STANDINGS]);

/* ---- console ---- */

struct console;

/* `colour`: control sequences allowed; `live`: `out` is a terminal that a
 * counter may be redrawn on. NULL: out of memory. */
struct console *console_new(FILE *out, bool colour, bool live);
void console_free(struct console *c);

/* A result is final: redraws the counter, and prints one line for a fail. */
void console_result(struct console *c, const struct result *r, size_t done,
	size_t total);

/* The splits have got so far: redraws the counter. */
void console_split(struct console *c, size_t done, size_t total);

/* The report at the end: each deviation in full, counts by level and area. */
void console_end(struct console *c, const struct run *r);

/*
 * The full text of one deviation: requirement with its link, why, octets sent,
 * expected outcomes, trace, and a reproducer that a shell can run.
 */
void report_text(const struct run *r, const struct result *result,
	struct octets *out);

/* Whether a report has that text of a result: of a fail and a warn, and of what
 * was not decided. */
bool report_has_text(enum verdict v);

/* The same for a split variance: the cut, both plays, and a reproducer. */
void report_variance(const struct run *r, const struct split_variance *v,
	struct octets *out);

/* ---- files ---- */

/* Each row of formats.def has a name and a number. */
enum report_format {
#define REPORT(name, function, summary) REPORT_##function,
#include "report/formats.def"
#undef REPORT
	N_REPORT_FORMATS
};

/* "json" */
const char *report_format_name(enum report_format f);

/* Writes the file as a whole, or not at all (whole_file.h). False: errno says
 * why. */
bool report_write(const struct run *r, enum report_format f, const char *path);

/* As FORMAT.md says; each returns what report_write() does. */
bool report_json(const struct run *r, const char *path);
bool report_junit(const struct run *r, const char *path);
bool report_tap(const struct run *r, const char *path);
bool report_sarif(const struct run *r, const char *path);
bool report_markdown(const struct run *r, const char *path);
bool report_badge(const struct run *r, const char *path);

/* A page for a browser, which loads nothing else. */
bool report_html(const struct run *r, const char *path);

/* ---- the gate ---- */

/*
 * Reads "must", "should", "any" and tags, separated by commas. NULL and a
 * message in *message (static) for anything else. Freed by gate_free().
 */
struct gate;
struct gate *gate_new(const char *text, const char **message);
void gate_free(struct gate *g);

/* Whether `r` is at or above the gate: must: any fail (or error); should: warn
 * as well; any: note as well; a tag: fail or warn of a case with it. */
bool gate_stops(const struct gate *g, const struct result *r);

/*
 * Whether a result stops that is held against a baseline: it is new, and at or
 * above the gate (NULL: any); or the baseline is strict, and it is fixed or
 * unjudged. On another version nothing stops.
 */
bool gate_stops_standing(const struct gate *g, const struct run *run,
	const struct result *r);

/* The same for a split variance that is not flaky, by the verdict of the play
 * in segments; "any" and "split-variance" stop at each. */
bool gate_stops_variance(const struct gate *g, const struct split_variance *v);

#endif
