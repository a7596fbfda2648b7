#include "client/failure.h"

static const struct row {
	const char *name;
	int status;
	const char *clause;
	const char *text;
} rows[] = {
#define CLIENT_ROW(name, status, clause, text) {#name, status, clause, text},
#include "client/failure.def"
#undef CLIENT_ROW
};

const char *
client_failure_name(enum client_failure failure)
{
	return rows[failure].name;
}

int
client_failure_status(enum client_failure failure)
{
	return rows[failure].status;
}

const char *
client_failure_clause(enum client_failure failure)
{
	return rows[failure].clause;
}

const char *
client_failure_text(enum client_failure failure)
{
	return rows[failure].text;
}
