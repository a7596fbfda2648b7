/*
 * Where the programs are that target files need and no package brings: our own
 * h1d, and what npm installed.
 */
#ifndef ASSAY_TARGET_PLACES_H
#define ASSAY_TARGET_PLACES_H

#include <stddef.h>

/* The longest path that is given, with its NUL. */
#define TARGET_PLACE_MAX 4096

/*
 * The path of h1d, the origin behind proxies: $H1D; else beside this program,
 * or where the build leaves it; else "h1d", for the shell to look up in PATH.
 */
void target_place_h1d(char *out, size_t room);

/*
 * The folder in which npm installs the packages of target files, so that their
 * commands are below node_modules/.bin: $ASSAY_NPM, else assay/npm in the
 * user's cache ($XDG_CACHE_HOME, else $HOME/.cache). It need not exist.
 */
void target_place_npm(char *out, size_t room);

#endif
