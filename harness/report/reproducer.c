#include "report/reproducer.h"

#include <string.h>

#include "report/prose.h"
#include "report/shell.h"
#include "report/whole_file.h"

void
report_reproducer_shell(const struct run *r, const struct result *result,
	struct octets *out)
{
	if (result->trace != NULL)
		shell_reproducer(r, result->test_case, result->trace, out);
}

bool
report_has_reproducer(const struct result *result)
{
	return result->trace != NULL &&
	       (result->judgement.verdict == VERDICT_FAIL ||
		       result->judgement.verdict == VERDICT_WARN);
}

/* ---- names ---- */

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* A variant is last: the bracket behind it tells nothing. */
void
report_reproducer_name(const char *id, struct octets *out)
{
	const char *bracket = strchr(id, '[');

	for (const char *at = id; *at != '\0'; at++) {
		if (is_plain(*at))
			octets_append(out, at, 1);
		else if (*at == '/' && at != id)
			octets_text(out, ".");
		else if (at == bracket)
			octets_text(out, "_");
		else if (*at != ']' || at[1] != '\0' || bracket == NULL)
			octets_format(out, "=%02x", (unsigned char)*at);
	}
}

/* ---- files ---- */

/* The command behind what it is about. */
static void
make_shell(const struct run *r, const struct result *result, struct octets *out)
{
	octets_format(out, "#!/bin/sh\n# %s: %s\n# %s\n", result->id,
		verdict_name(result->judgement.verdict),
		result->test_case->title);
	report_reproducer_shell(r, result, out);
}

static void
make_octets(const struct run *r, const struct result *result,
	struct octets *out)
{
	(void)r;
	octets_append(out, result->trace->out.at, result->trace->out.len);
}

static const struct {
	const char *suffix;
	void (*make)(const struct run *r, const struct result *result,
		struct octets *out);
} kinds[] = {
	{".sh", make_shell},
	{".py", report_reproducer_python},
	{".bin", make_octets},
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static void
put_octets(FILE *out, const void *data)
{
	const struct octets *octets = data;

	if (octets->len > 0)
		(void)fwrite(octets->at, 1, octets->len, out);
}

/* Gives the path if it failed there. */
static char *
write_kind(const struct run *r, const struct result *result, const char *folder,
	size_t kind)
{
	struct octets path = {0};
	struct octets text = {0};
	bool ok;

	octets_format(&path, "%s/", folder);
	report_reproducer_name(result->id, &path);
	octets_text(&path, kinds[kind].suffix);
	kinds[kind].make(r, result, &text);
	ok = whole_file_write(prose_string(&path), put_octets, &text);
	octets_free(&text);
	if (!ok)
		return (char *)path.at;
	octets_free(&path);
	return NULL;
}

bool
report_reproducers(const struct run *r, const char *folder, char **path)
{
	*path = NULL;
	for (size_t i = 0; i < r->n_results; i++)
		for (size_t k = 0; k < N_KINDS; k++) {
			const struct result *result = &r->results[i];

			if (!report_has_reproducer(result))
				break;
			*path = write_kind(r, result, folder, k);
			if (*path != NULL)
				return false;
		}
	return true;
}
