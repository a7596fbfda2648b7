#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/suite.h"
#include "coverage/coverage.h"

struct request {
	const char *folder;
	const char *role;
	const char *section;
	const char *json;
	const char *html;
	bool check;
};

static int
fail(int status, const char *subject, const char *text)
{
	(void)fprintf(stderr, "assay coverage: %s: %s\n", subject, text);
	return status;
}

/* ---- where it goes ---- */

/* Takes `octets`. */
static int
deliver(const char *path, struct octets *octets)
{
	int status = STATUS_OK;

	if (!output_octets(path, octets))
		status = fail(STATUS_HARNESS, path, strerror(errno));
	octets_free(octets);
	return status;
}

static int
write_json(const struct coverage *c, const char *path)
{
	struct octets out = {0};

	if (!coverage_json(c, ASSAY_VERSION, &out)) {
		octets_free(&out);
		return fail(STATUS_HARNESS, path, "out of memory");
	}
	return deliver(path, &out);
}

static int
write_html(const struct coverage *c, const char *path)
{
	struct octets out = {0};

	coverage_html(c, ASSAY_VERSION, &out);
	return deliver(path, &out);
}

/* A section is short enough to tell each of its statements. */
static int
write_text(const struct coverage *c, const struct request *r)
{
	struct octets out = {0};

	if (r->check)
		coverage_findings_text(c, &out);
	else
		coverage_text(c,
			r->section != NULL && strchr(r->section, '-') != NULL,
			&out);
	return deliver("-", &out);
}

/* ---- the command ---- */

static int
report(const struct coverage *c, const struct request *r)
{
	int status = STATUS_OK;

	if (r->json != NULL)
		status = write_json(c, r->json);
	if (status == STATUS_OK && r->html != NULL)
		status = write_html(c, r->html);
	if (status == STATUS_OK && !output_is_stdout(r->json) &&
		!output_is_stdout(r->html))
		status = write_text(c, r);
	if (status == STATUS_OK && r->check && c->n_errors > 0)
		return STATUS_DEVIATES;
	return status;
}

static int
cover(const struct suite *suite, const struct request *r)
{
	const struct coverage_input in = {
		.requirements = suite->requirements,
		.cases = &suite->set,
		.role = r->role,
		.section = r->section,
	};
	struct coverage *c = coverage_join(&in);
	int status;

	if (c == NULL)
		return fail(STATUS_HARNESS, r->role, "out of memory");
	if (c->n_statements == 0)
		status = fail(STATUS_USAGE, r->section,
			"no statement is in that section; it is written as "
			"9112-7.1, or 9112");
	else
		status = report(c, r);
	coverage_free(c);
	return status;
}

static bool
is_role(const char *role)
{
	static const char *const roles[] = {
		"server", "proxy", "client", "cache"};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i], role) == 0)
			return true;
	return false;
}

static int
coverage(const struct request *r, int argc, char **argv)
{
	struct suite suite = {0};
	int status = STATUS_USAGE;

	if (argc > 1)
		return fail(STATUS_USAGE, argv[1], "takes no arguments");
	if (!is_role(r->role))
		return fail(STATUS_USAGE, r->role,
			"is no role; they are server, proxy, client, cache");
	if (output_is_stdout(r->json) && output_is_stdout(r->html))
		return fail(STATUS_USAGE, "-", "is asked for twice");
	if (suite_read(&suite, r->folder))
		status = cover(&suite, r);
	suite_close(&suite);
	return status;
}

int
command_coverage(int argc, char **argv)
{
	struct request r = {.role = "server"};
	const struct option options[] = {
		{"cases", NULL, &r.folder},
		{"role", NULL, &r.role},
		{"section", NULL, &r.section},
		{"json", NULL, &r.json},
		{"html", NULL, &r.html},
		{"check", &r.check, NULL},
	};
	int status;

	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(options[0]), &status);
	return argc < 0 ? status : coverage(&r, argc, argv);
}
