/*
 * A play as a command for a POSIX shell, octet for octet.
 */
#ifndef ASSAY_REPORT_SHELL_H
#define ASSAY_REPORT_SHELL_H

#include "report/report.h"

/*
 * Appends a command that sends what `t` sent, with its pauses, to the run's
 * target and prints what comes back; `c` is the case that was played. Each line
 * is indented by four spaces. Wants a shell whose printf knows %b (POSIX), head
 * -c, seq, and nc or, over TLS, the openssl program.
 */
void shell_reproducer(const struct run *r, const struct test_case *c,
	const struct trace *t, struct octets *out);

#endif
