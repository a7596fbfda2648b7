/*
 * A field with a visible effect: tells whether a target that reflects nothing
 * has read a hidden field line (cases/FORMAT.md, section 7).
 */
#ifndef ASSAY_CASE_EFFECT_H
#define ASSAY_CASE_EFFECT_H

#include <stdbool.h>
#include <stddef.h>

/* A field that may have one; the rows of effects.def. */
struct effect_candidate {
	const char *name;
	const char *dummy;
	const char *value;  /* NULL: that of the field `source` */
	const char *source; /* of the plain answer; NULL: none */
	bool by_close;
};

enum effect_id {
#define EFFECT(id, name, dummy, value, source, by_close) EFFECT_##id,
#include "case/effects.def"
#undef EFFECT
	N_EFFECTS
};

const struct effect_candidate *effect_candidate(enum effect_id id);

/* What a placeholder {{effect:NAME}} can name. */
enum effect_text {
#define EFFECT_TEXT(id, name, capability, text) EFFECT_TEXT_##id,
#include "case/effect_texts.def"
#undef EFFECT_TEXT
	N_EFFECT_TEXTS
};

const char *effect_text_name(enum effect_text t);

/* The longest text, with its NUL: a date, a name, most entity tags. */
#define EFFECT_TEXT_MAX 128

/* The field that calibration found, and how the target shows it. */
struct effect {
	char texts[N_EFFECT_TEXTS][EFFECT_TEXT_MAX]; /* "": there is none */
	unsigned shown;	 /* the status with the field */
	unsigned absent; /* the status without it */
	bool by_close;	 /* shown also means: the last answer */
};

/* Spells the texts. False: the value does not fit or is empty. */
bool effect_init(struct effect *e, const struct effect_candidate *candidate,
	const char *value, size_t len);

/* Whether a final answer is as with the field (`shown`), or as without it. */
bool
effect_is(const struct effect *e, bool shown, unsigned status, bool persist);

#endif
