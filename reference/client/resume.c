#include "client/resume.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/validator.h"

#define FIRST_LINE "h1c 1"
#define INFO_MAX (CLIENT_URL_MAX + RESUME_VALIDATOR_MAX + 64)
#define INFO_PATH_MAX (OUTPUT_PATH_MAX + 8)

static void
info_path(char *path, const struct output *output)
{
	snprintf(path, INFO_PATH_MAX, "%s.info", output->part);
}

static uint64_t
size_of(const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
		return 0;
	return (uint64_t)st.st_size;
}

/* Everything up to LF; false if there is none. */
static bool
next_line(struct h1_span *rest, struct h1_span *line)
{
	const uint8_t *lf =
		rest->len > 0 ? memchr(rest->at, '\n', rest->len) : NULL;

	if (!lf)
		return false;
	*line = h1_span_between(rest->at, lf);
	rest->len -= line->len + 1;
	rest->at = lf + 1;
	return true;
}

/* The first line, the URL, the validator. */
static bool
read_info(struct resume *resume, struct h1_span text, struct h1_span url)
{
	struct h1_span line;

	if (!next_line(&text, &line) ||
		!h1_span_equal(line, H1_SPAN(FIRST_LINE)))
		return false;
	if (!next_line(&text, &line) || !h1_span_equal(line, url))
		return false;
	if (!next_line(&text, &line) || line.len >= RESUME_VALIDATOR_MAX ||
		!client_validator_usable(line))
		return false;
	memcpy(resume->validator, line.at, line.len);
	resume->validator[line.len] = '\0';
	return true;
}

static void
load_info(struct resume *resume, const struct output *output,
	const struct client_url *url)
{
	char path[INFO_PATH_MAX];
	uint8_t text[INFO_MAX];
	size_t len;
	FILE *file;

	info_path(path, output);
	/* a pipe is opened only where there is a writer */
	if (size_of(path) == 0)
		return;
	file = fopen(path, "re");
	if (!file)
		return;
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	read_info(resume, (struct h1_span){text, len}, client_url_whole(url));
}

void
resume_look(struct resume *resume, const struct output *output,
	const struct client_url *url)
{
	*resume = (struct resume){.have = 0};
	if (!output->part[0])
		return;
	resume->have = size_of(output->part);
	if (resume->have > 0) {
		load_info(resume, output, url);
		if (!resume->validator[0])
			resume->have = 0;
		return;
	}
	resume->have = size_of(output->path);
	resume->whole = resume->have > 0;
}

void
resume_forget(const struct output *output)
{
	char path[INFO_PATH_MAX];

	if (!output->part[0])
		return;
	info_path(path, output);
	unlink(path);
}

void
resume_note(const struct output *output, const struct client_url *url,
	struct h1_span validator)
{
	char path[INFO_PATH_MAX];
	FILE *file;

	resume_forget(output);
	if (!output->part[0] || !validator.at ||
		validator.len >= RESUME_VALIDATOR_MAX)
		return;
	info_path(path, output);
	/* the old one is gone, and none that somebody puts there is used */
	file = fopen(path, "wxe");
	if (!file)
		return;
	fputs(FIRST_LINE "\n", file);
	fwrite(url->text, 1, url->len, file);
	fputc('\n', file);
	fwrite(validator.at, 1, validator.len, file);
	fputc('\n', file);
	if (fclose(file) != 0)
		unlink(path);
}
