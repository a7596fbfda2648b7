#ifndef SUPPORT_INSTALLATION_H
#define SUPPORT_INSTALLATION_H

/*
 * Where files are that come with a program but are no part of it. They are found
 * from where the program is, so that all can be moved together.
 *
 * Gives the folder ../share/assay/`name` of the folder that the running program is
 * in, resolved: "targets" has the target files, "static" the pages of h1d. Owned
 * by the caller. NULL: errno says why; most likely the program stands alone
 * (ENOENT).
 */
char *installation_folder(const char *name);

#endif
