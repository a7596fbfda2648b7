/*
 * Ports of this machine, as decimal text.
 */
#ifndef ASSAY_TARGET_PORT_H
#define ASSAY_TARGET_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* Lets the kernel choose a TCP port that nobody has now. NULL: it did; else what
 * there is none of, and errno says why. */
const char *port_choose(char port[6]);

/* Whether somebody accepts connections to the address, of `len` octets. */
bool port_connects(const struct sockaddr_storage *address, size_t len);

/* Whether somebody accepts connections to the port at 127.0.0.1 or ::1. What is
 * called "localhost" can be either. */
bool port_accepts(const char *port);

/* Whether somebody has the port at 127.0.0.1. */
bool port_is_taken(const char *port);

#endif
