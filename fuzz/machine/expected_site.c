#include <string.h>

#include "machine/expected.h"
#include "machine/fields.h"
#include "machine/files.h"
#include "machine/service.h"

/* The methods of RFC 9110; others are not implemented (section 9.1). */
static bool
is_known_method(const struct asked *asked)
{
	static const char *const methods[] = {
		"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"};
	size_t i;

	for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (asked_method(asked, methods[i]))
			return true;
	return false;
}

static bool
is_plain_get(const struct asked *asked)
{
	return asked_method(asked, "GET") || asked_method(asked, "HEAD");
}

static bool
meets_conditions(struct expected *expected, const struct asked *asked,
	bool exists)
{
	const struct resource resource = {exists, NULL, 0};

	return expected_conditions(expected, asked, &resource);
}

static void
add_fields(struct pile *pile, const struct asked *asked, bool secrets,
	const char *line_end)
{
	const struct h1_fields *fields = &asked->head.fields;
	size_t i;

	for (i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);

		if (!secrets &&
			(text_is_nocase(name, "Cookie") ||
				text_is_nocase(name, "Authorization") ||
				text_is_nocase(name, "Proxy-Authorization")))
			continue;
		pile_add(pile, name);
		pile_text(pile, ": ");
		pile_add(pile, h1_field_value(fields, i));
		pile_text(pile, line_end);
	}
}

/* RFC 9110, section 9.3.8 */
static void
expect_trace(struct expected *expected, const struct asked *asked)
{
	struct pile *pile = &expected->content;

	expected->status = asked_has_content(asked) ? 400 : 200;
	if (expected->status != 200)
		return;
	expected->knows_content = true;
	pile_text(pile, "TRACE ");
	pile_add(pile, h1_head_target(&asked->head));
	pile_text(pile, " HTTP/1.");
	pile_text(pile, asked->head.minor ? "1" : "0");
	pile_text(pile, "\r\n");
	add_fields(pile, asked, false, "\r\n");
	pile_text(pile, "\r\n");
	/* which minor version it is told as, above 1, is not looked at */
	expected->knows_content = asked->head.minor <= 1;
}

static void
expect_get(struct expected *expected, const struct asked *asked, bool fields)
{
	if (!is_plain_get(asked)) {
		expected->status = 405;
		return;
	}
	if (!meets_conditions(expected, asked, true))
		return;
	expected->status = 200;
	expected->knows_content = true;
	if (fields)
		add_fields(&expected->content, asked, true, "\n");
	else
		pile_text(&expected->content,
			"h1d: a strict HTTP/1.1 server\n");
}

static void
expect_echo(struct expected *expected, const struct asked *asked)
{
	if (!asked_method(asked, "POST")) {
		expected->status = 405;
		return;
	}
	if (!meets_conditions(expected, asked, false))
		return;
	expected->status = 200;
	expected->knows_content = true;
	pile_add(&expected->content, pile_span(&asked->content));
}

/* What is negotiated is not looked at. */
static bool
negotiates(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;

	return fields_count(fields, "Accept") +
		       fields_count(fields, "Accept-Encoding") +
		       fields_count(fields, "Accept-Language") >
	       0;
}

static void
expect_letters(struct expected *expected, const struct asked *asked)
{
	const struct resource letters = {
		true, FILES_LETTERS_TAG, SERVICE_FILE_UNIX_S};

	if (negotiates(asked))
		return;
	if (!is_plain_get(asked)) {
		expected->status = 405;
		return;
	}
	expected_of_file(expected, asked, &letters);
	expected->tag = letters.tag;
	expected->bare = fields_count(&asked->head.fields, "If-Range") > 0;
}

/* Whether it means what it says: no escapes, nothing of the folder. */
static bool
is_simple(struct h1_span path)
{
	return path.len > 0 && !memchr(path.at, '%', path.len) &&
	       !(path.len >= 7 && memcmp(path.at, "/static", 7) == 0);
}

static void
expect_path(struct expected *expected, const struct asked *asked)
{
	/* the path of an absolute-form may be empty: RFC 9110, section 4.2.3 */
	bool root = asked_path(asked, "/") || asked->head.path.len == 0;
	bool echo = asked_path(asked, "/echo");
	bool fields = asked_path(asked, "/fields");
	bool letters = files_there() && asked_path(asked, FILES_LETTERS);

	if (!root && !echo && !fields && !letters)
		expected->status =
			is_simple(h1_head_path(&asked->head)) ? 404 : 0;
	else if (asked_method(asked, "OPTIONS"))
		expected->status = 200;
	else if (asked_method(asked, "TRACE"))
		expect_trace(expected, asked);
	else if (letters)
		expect_letters(expected, asked);
	else if (echo)
		expect_echo(expected, asked);
	else
		expect_get(expected, asked, fields);
}

void
expected_of_site(struct expected *expected, const struct asked *asked)
{
	*expected = (struct expected){.status = 0};
	if (!is_known_method(asked))
		expected->status = 501;
	else if (asked->head.form == H1_TARGET_ASTERISK)
		expected->status = asked_method(asked, "OPTIONS") ? 200 : 0;
	else
		expect_path(expected, asked);
}
