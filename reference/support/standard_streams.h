#ifndef SUPPORT_STANDARD_STREAMS_H
#define SUPPORT_STANDARD_STREAMS_H

#include <stdbool.h>

/*
 * To be called before anything is opened: whoever starts a program without one
 * of its standard streams would have it open something else in that place, and
 * write messages there. What stands there now fails when it is used. False if
 * that cannot be had.
 */
bool standard_streams_keep(void);

#endif
