#include "suite_by_hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- cases ---- */

static struct variant variants[] = {
	{.name = "one"},
	{.name = "two"},
	{.name = "three"},
};
static const char *slow[] = {"slow"};

static struct test_case plain = {.id = "server/a/plain"};
static struct test_case three = {
	.id = "server/a/three",
	.variants = variants,
	.n_variants = 3,
};
static struct test_case other = {.id = "server/b/other"};
static struct test_case slow_one = {
	.id = "server/b/slow",
	.tags = slow,
	.n_tags = 1,
};
static struct test_case *cases[] = {&plain, &three, &other, &slow_one};

const struct case_set suite_by_hand = {.cases = cases, .n = 4};

/* ---- files ---- */

static char path[] = "/tmp/assay-test-baseline-XXXXXX";
static bool is_made;

static void
remove_file(void)
{
	(void)unlink(path);
}

const char *
write_text(const char *text)
{
	FILE *f;

	if (!is_made) {
		int fd = mkstemp(path);

		assert_true(fd >= 0);
		(void)close(fd);
		assert_int_equal(atexit(remove_file), 0);
		is_made = true;
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
	return path;
}

struct baseline *
read_text(const char *text, const char **file, struct diagnostics *d)
{
	*file = write_text(text);
	return baseline_read(*file, d);
}

struct baseline *
read_good(const char *text)
{
	struct diagnostics d = {0};
	const char *file;
	struct baseline *b = read_text(text, &file, &d);

	diagnostics_print(&d, stderr);
	assert_non_null(b);
	assert_int_equal(diagnostics_count(&d), 0);
	return b;
}

void
same_diagnostics(const struct diagnostics *d, const char *wanted)
{
	struct octets got = {0};

	for (size_t i = 0; i < d->n; i++)
		assert_true(octets_format(&got, "%u:%u: %s\n", d->list[i].line,
			d->list[i].column, d->list[i].text));
	if (got.len != strlen(wanted) ||
		(got.len > 0 && memcmp(got.at, wanted, got.len) != 0))
		fail_msg("wanted\n%sgot\n%.*s", wanted, (int)got.len,
			got.len > 0 ? (const char *)got.at : "");
	octets_free(&got);
}
