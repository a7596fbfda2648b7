/*
 * The conditions that an outcome can put on one response (cases/FORMAT.md,
 * section 5).
 */
#ifndef ASSAY_JUDGE_CONDITION_H
#define ASSAY_JUDGE_CONDITION_H

#include "judge/match.h"

/* Whether item `i` of the scene's trace, a complete response, fulfils `c`. */
bool condition_holds(const struct match_scene *s, size_t i,
	const struct condition *c);

#endif
