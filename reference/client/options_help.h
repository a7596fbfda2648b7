#ifndef CLIENT_OPTIONS_HELP_H
#define CLIENT_OPTIONS_HELP_H

/* Prints the manual, made of the tables. */
void options_help(void);

#endif
