/*
 * What lies between a run and its target, for people.
 */
#ifndef ASSAY_REPORT_CONNECTION_TEXT_H
#define ASSAY_REPORT_CONNECTION_TEXT_H

#include "report/report.h"

/* Appends how the target was reached, where that is not plain TCP to the address
 * in its URL: ", TLSv1.3, PROXY v2, via a balancer"; else nothing. */
void connection_text(const struct run *r, struct octets *text);

/* Appends a paragraph for each line that the user added to requests, with the
 * number of results that sent it. */
void connection_text_headers(const struct run *r, struct octets *out);

#endif
