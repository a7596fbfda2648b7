#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/lint_case.h"
#include "cli/message_file.h"
#include "cli/options.h"
#include "cli/suite.h"
#include "draft/draft.h"

static int
refuse(const char *what, const char *why)
{
	(void)fprintf(stderr, "assay case-from: %s: %s\n", what, why);
	return STATUS_USAGE;
}

/* Lints the draft as if it stood in its file. */
static int
check(struct suite *suite, const char *id, const struct octets *yaml)
{
	struct diagnostics *d = &suite->diagnostics;
	struct test_case *c =
		case_read("draft", id, yaml, suite->requirements, d);
	int status;

	if (c != NULL)
		lint_case(d, c);
	status = diagnostics_count(d) == 0 ? STATUS_OK : STATUS_DEVIATES;
	diagnostics_print(d, stderr);
	case_free(c);
	return status;
}

static int
print(struct suite *suite, const struct octets *yaml, const struct octets *id)
{
	(void)fwrite(yaml->at, 1, yaml->len, stdout);
	return check(suite, (const char *)id->at, yaml);
}

static int
draft(struct suite *suite, struct subject *subject, const char *path,
	const struct octets *octets)
{
	struct octets yaml = {0};
	struct octets id = {0};
	int status = STATUS_HARNESS;

	subject->requirements = suite->requirements;
	switch (draft_write(subject, &yaml, &id, octets)) {
	case DRAFT_DONE:
		status = print(suite, &yaml, &id);
		break;
	case DRAFT_EMPTY:
		status = refuse(path, "expected octets, found none");
		break;
	case DRAFT_MANY:
		status = refuse(path,
			"expected at most 32 messages, found more: `assay "
			"minimise` takes away what does not matter");
		break;
	case DRAFT_LARGE:
		status = refuse(path,
			"the case would be larger than 64 KiB: `assay "
			"minimise` takes away what does not matter");
		break;
	case DRAFT_NO_MEMORY:
		(void)fprintf(stderr, "assay case-from: out of memory\n");
		break;
	}
	octets_free(&yaml);
	octets_free(&id);
	return status;
}

static int
case_from(struct subject *subject, const char *folder, const char *path)
{
	struct suite suite = {0};
	struct octets octets = {0};
	int status = STATUS_USAGE;

	if (!suite_open(&suite, folder))
		diagnostics_print(&suite.diagnostics, stderr);
	else if (message_file_read(&octets, "case-from", path))
		status = draft(&suite, subject, path, &octets);
	octets_free(&octets);
	suite_close(&suite);
	return status;
}

int
command_case_from(int argc, char **argv)
{
	struct subject subject = {0};
	const char *folder = NULL;
	const struct option options[] = {
		{"cases", NULL, &folder},
		{"id", NULL, &subject.id},
		{"title", NULL, &subject.title},
	};
	int status;

	argc = options_take(argc, argv, options, 3, &status);
	if (argc < 0)
		return status;
	if (argc != 2)
		return refuse("arguments", "expected one FILE");
	return case_from(&subject, folder, argv[1]);
}
