/*
 * A target that died under several cases at once: which of them was it?
 */
#ifndef ASSAY_RUN_KILLER_H
#define ASSAY_RUN_KILLER_H

#include "run/pass.h"

/*
 * Starts the target again and plays what may have killed it in the batch just
 * ended, one by one: those that it dies of are final, the others are as if they
 * had been played in their pass. False: the run ends here, as replay->problem
 * says.
 */
bool killer_find(struct pass *p);

#endif
