/*
 * Where the target of a run is, for those who connect to it without Assay.
 */
#ifndef ASSAY_REPORT_WHERE_H
#define ASSAY_REPORT_WHERE_H

#include "report/report.h"

/* The address, or the name where none is known; no brackets. */
const char *where_host(const struct run *r);

/* The authority of the URL, as in Host: appends "127.0.0.1:8080". */
void where_authority(const struct run *r, struct octets *out);

/* Appends the header of the PROXY protocol that has to come before everything
 * else, if the target wants one. It tells of no other address. */
void where_proxy_header(const struct run *r, struct octets *out);

#endif
