/*
 * Messages in, readings out: each line of standard input is "0" or "1" (the
 * peer closes behind it), a blank, and the octets of a request in hexadecimal.
 * Each is answered by a line with a JSON object, with the keys of h1parse.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/reading.h"
#include "report/json_fill.h"

static void *
need(void *p)
{
	if (p == NULL) {
		(void)fprintf(stderr, "out of memory\n");
		exit(EXIT_FAILURE);
	}
	return p;
}

void
reading_append(struct octets *to, const void *at, size_t len)
{
	if (!octets_append(to, at, len))
		need(NULL);
}

struct reading_field *
reading_field_add(struct reading *r)
{
	if (r->n_fields == r->room) {
		r->room = r->room == 0 ? 64 : 2 * r->room;
		r->fields =
			need(realloc(r->fields, r->room * sizeof(*r->fields)));
	}
	r->fields[r->n_fields] = (struct reading_field){0};
	return &r->fields[r->n_fields++];
}

struct reading_field *
reading_field_last(struct reading *r)
{
	return &r->fields[r->n_fields - 1];
}

static void
reading_free(struct reading *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		octets_free(&r->fields[i].name);
		octets_free(&r->fields[i].value);
	}
	free(r->fields);
	octets_free(&r->method);
	octets_free(&r->target);
	octets_free(&r->content);
}

/* ---- out ---- */

static json_t *
text(const struct octets *octets)
{
	return json_fill_octets(octets->at, octets->len);
}

static json_t *
fields(const struct reading *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_fields; i++)
		ok &= json_fill_append(array,
			json_pack("[oo]", text(&r->fields[i].name),
				text(&r->fields[i].value)));
	return json_fill_array(array, ok);
}

static void
print(const struct reading *r)
{
	static const char *const results[] = {
		[READING_ACCEPTED] = "accepted",
		[READING_REFUSED] = "refused",
		[READING_MORE] = "more",
	};
	struct json_fill f = {json_object(), false};
	json_t *json;

	json_fill_put(&f, "result", json_fill_text(results[r->result]));
	json_fill_put(&f, "method", text(&r->method));
	json_fill_put(&f, "target", text(&r->target));
	json_fill_put(&f, "fields", fields(r));
	json_fill_put(&f, "content", text(&r->content));
	json_fill_put(&f, "consumed", json_integer((json_int_t)r->consumed));
	json = need(json_fill_end(&f));
	(void)json_dumpf(json, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
	(void)putchar('\n');
	json_decref(json);
}

/* ---- in ---- */

static unsigned
digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	if (at == NULL) {
		(void)fprintf(stderr, "no hexadecimal octets\n");
		exit(EXIT_FAILURE);
	}
	return (unsigned)(at - digits);
}

static void
unhex(struct octets *out, const char *hex)
{
	for (; *hex != '\0' && *hex != '\n'; hex += 2) {
		uint8_t octet = (uint8_t)(digit(hex[0]) << 4 | digit(hex[1]));

		reading_append(out, &octet, 1);
	}
}

static void
answer(const char *line)
{
	struct octets message = {0};
	struct reading reading = {0};

	unhex(&message, line + 2);
	parser_read(&reading, &message, line[0] == '1');
	print(&reading);
	reading_free(&reading);
	octets_free(&message);
}

int
main(void)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 2)
		answer(line);
	free(line);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
