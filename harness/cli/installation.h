/*
 * Where the files are that come with the program but are no part of it. They
 * are found from where the program itself is, so that all can be moved.
 */
#ifndef ASSAY_CLI_INSTALLATION_H
#define ASSAY_CLI_INSTALLATION_H

/*
 * The folder ../share/assay/`name` of the folder that the running program is
 * in, resolved; "targets" are the target files. Owned by the caller. NULL: errno
 * says why; most likely the program stands alone (ENOENT).
 */
char *installation_folder(const char *name);

#endif
