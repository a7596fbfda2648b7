#include "cli/reach_file.h"

#include <stdlib.h>
#include <string.h>

/* NULL: an unknown placeholder, or no memory. */
static const char *
expand(const struct target_process *process, struct arena *arena,
	const char *text)
{
	char *expanded = target_process_expand(process, text);
	const char *copy = expanded == NULL ? NULL
					    : arena_copy(arena, expanded,
						      strlen(expanded));

	free(expanded);
	return copy;
}

static bool
take_headers(struct reach_options *options,
	const struct target_process *process, struct arena *arena)
{
	const struct target_texts *headers = &process->file->headers;
	size_t n = 0;

	while (n < OPTION_TIMES_MAX && options->headers[n] != NULL)
		n++;
	for (size_t i = 0; i < headers->n; i++, n++) {
		if (n == OPTION_TIMES_MAX)
			return false;
		options->headers[n] = expand(process, arena, headers->at[i]);
		if (options->headers[n] == NULL)
			return false;
	}
	return true;
}

const char *
reach_file_take(struct reach_options *options, const char **via,
	const struct target_process *process, struct arena *arena)
{
	const struct target_file *file = process->file;
	const struct {
		const char *key;
		const char *text;
		const char **into;
	} texts[] = {
		{"unix-socket", file->unix_socket, &options->unix_socket},
		{"cacert", file->ca_file, &options->ca_file},
		{"sni", file->server_name, &options->server_name},
		{"proxy-protocol", file->proxy_protocol,
			&options->proxy_protocol},
		{"via", file->via, via},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i].text == NULL || *texts[i].into != NULL)
			continue;
		*texts[i].into = expand(process, arena, texts[i].text);
		if (*texts[i].into == NULL)
			return texts[i].key;
	}
	options->insecure |= file->insecure;
	return take_headers(options, process, arena) ? NULL : "headers";
}
