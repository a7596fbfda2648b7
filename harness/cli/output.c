#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "report/whole_file.h"

#define DUMP_FLAGS (JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6))

bool
output_is_stdout(const char *path)
{
	return path != NULL && strcmp(path, "-") == 0;
}

static bool
write_octets(FILE *out, const struct octets *octets)
{
	return fwrite(octets->at, 1, octets->len, out) == octets->len;
}

bool
output_octets(const char *path, const struct octets *octets)
{
	struct whole_file file;
	bool ok;

	if (output_is_stdout(path))
		return write_octets(stdout, octets);
	if (!whole_file_open(&file, path))
		return false;
	ok = write_octets(file.out, octets);
	return whole_file_close(&file, ok) && ok;
}

static bool
write_json(FILE *out, const json_t *json)
{
	return json_dumpf(json, out, DUMP_FLAGS) == 0 &&
	       fputc('\n', out) != EOF;
}

bool
output_json(const char *path, const json_t *json)
{
	struct whole_file file;
	bool ok;

	if (json == NULL) {
		errno = ENOMEM;
		return false;
	}
	if (output_is_stdout(path))
		return write_json(stdout, json);
	if (!whole_file_open(&file, path))
		return false;
	ok = write_json(file.out, json);
	return whole_file_close(&file, ok) && ok;
}
