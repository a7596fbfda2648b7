#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/prose.h"

struct renamed *
fixture_renamed(void)
{
	static const char text[] = "server/old/a server/new/a\n";
	static const struct built_in file = {"RENAMED", text, sizeof(text) - 1};
	const struct files files = {.built_in = &file, .n_built_in = 1};
	struct diagnostics d = {0};
	struct renamed *renamed = renamed_read(&files, &d);

	assert_non_null(renamed);
	return renamed;
}

bool
fixture_try(const char *json, struct compare_report *out, char **told)
{
	char path[] = "/tmp/assay-test-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
	struct renamed *renamed = fixture_renamed();
	struct diagnostics d = {0};
	bool ok;

	assert_non_null(file);
	assert_true(fputs(json, file) >= 0);
	assert_int_equal(fclose(file), 0);
	ok = compare_report_read(path, renamed, true, out, &d);
	(void)unlink(path);
	assert_int_equal(diagnostics_count(&d) == 0, ok);
	*told = ok ? NULL : strdup(d.list[0].text);
	diagnostics_free(&d);
	renamed_free(renamed);
	return ok;
}

void
fixture_read(const char *json, struct compare_report *out)
{
	char *told;

	if (!fixture_try(json, out, &told))
		fail_msg("%s", told);
	free(told);
	out->path = "reports/one.json"; /* the file is gone */
}

void
fixture_has(struct octets *out, const char *text)
{
	if (octets_find(out, 0, text, strlen(text)) == SIZE_MAX)
		fail_msg("\"%s\" is not in:\n%s", text, prose_string(out));
}

void
fixture_has_not(struct octets *out, const char *text)
{
	if (octets_find(out, 0, text, strlen(text)) != SIZE_MAX)
		fail_msg("\"%s\" is in:\n%s", text, prose_string(out));
}
