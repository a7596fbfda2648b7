#include "fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- comparing ---- */

void
fixture_same_text(const struct octets *got, const char *wanted)
{
	size_t len = strlen(wanted);

	if (got->len == len && (len == 0 || memcmp(got->at, wanted, len) == 0))
		return;
	(void)fprintf(stderr, "---- wanted\n%s---- got\n%.*s----\n", wanted,
		(int)got->len, (const char *)got->at);
	fail_msg("the texts differ");
}

void
fixture_is_plain(const struct octets *text)
{
	size_t column = 0;

	for (size_t i = 0; i < text->len; i++) {
		uint8_t octet = text->at[i];

		column = octet == '\n' ? 0 : column + 1;
		if (column > 80 ||
			(octet != '\n' && (octet < 0x20 || octet > 0x7e)))
			fail_msg("octet %02x at %zu, column %zu", octet, i,
				column);
	}
}

/* ---- what is written ---- */

void
fixture_read(FILE *f, struct octets *out)
{
	uint8_t part[4096];
	size_t n;

	rewind(f);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		assert_true(octets_append(out, part, n));
}

char *
fixture_report(const struct run *r, enum report_format f, size_t *len)
{
	char path[] = "/tmp/assay-test-XXXXXX";
	int fd = mkstemp(path);
	struct octets text = {0};
	FILE *file;

	assert_true(fd >= 0);
	(void)close(fd);
	assert_true(report_write(r, f, path));
	file = fopen(path, "r");
	assert_non_null(file);
	fixture_read(file, &text);
	(void)fclose(file);
	(void)unlink(path);
	*len = text.len;
	assert_true(octets_append(&text, "", 1));
	return (char *)text.at;
}

char *
fixture_text(const struct run *r, enum report_format f)
{
	size_t len;
	char *text = fixture_report(r, f, &len);

	assert_int_equal(strlen(text), len);
	return text;
}

void
fixture_has(const char *text, const char *wanted)
{
	if (strstr(text, wanted) == NULL)
		fail_msg("no \"%s\" in\n%s", wanted, text);
}

void
fixture_is_not_written(const struct run *r, enum report_format f)
{
	errno = 0;
	assert_false(report_write(r, f, "/nonexistent/assay/r"));
	assert_int_equal(errno, ENOENT);
	assert_false(report_write(r, f, "/dev/full"));
	assert_int_equal(errno, ENOSPC);
}
