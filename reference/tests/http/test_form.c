/* A form gives the same parts whatever the pieces that it arrives in. */

#include "http/form.h"

#include "h1/cursor.h"
#include "unit.h"

/* Each part is shown as [name|file name|type]data and ";" when it is done, "!"
 * for what is refused; "-" for what is absent. */
static const struct {
	const char *form;
	const char *shown;
	bool ended;
} rows[] = {
	{"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B--",
		"[a|-|-]x;", true},
	/* the example of RFC 7578, section 4.3, in short */
	{"--B\r\ncontent-disposition: form-data; name=\"field1\"\r\n\r\n"
	 "Joe Blow\r\n--B\r\n"
	 "Content-Type: text/plain\r\n"
	 "content-disposition: form-data; name=f; filename=\"a.txt\"\r\n\r\n"
	 "one\r\ntwo\r\n\r\n--B--\r\nepilogue",
		"[field1|-|-]Joe Blow;[f|a.txt|text/plain]one\r\ntwo\r\n;",
		true},
	{"preamble\r\n-- B\r\n--B \t\r\n"
	 "Content-Disposition: form-data; name=\"\"; filename=\"\"\r\n"
	 "X-Unknown: y\r\n\r\n\r\n--B--",
		"[||-];", true},
	/* what looks like a boundary */
	{"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n"
	 "\r\n--A\r\r\n\r\n-\r\n--\r\n--\r--B\n--B\r\n--B--",
		"[a|-|-]\r\n--A\r\r\n\r\n-\r\n--\r\n--\r--B\n--B;", true},
	{"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n--\r\n--B--",
		"[a|-|-]--;", true},
	/* a part without content, not even a line end */
	{"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n--B--",
		"[a|-|-];", true},
	{"\r\n--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B--",
		"[a|-|-];", true},
	{"--B--", "", true},
	/* what never ends */
	{"", "", false},
	{"--B", "", false},
	{"--B-", "", false},
	{"no boundary at all", "", false},
	{"--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--",
		"[a|-|-]x", false},
	{"--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B\r\n",
		"[a|-|-]x;", false},
	/* what is no form */
	{"--Bx", "!", false},
	{"--B-x", "!", false},
	{"--B -", "!", false},
	{"--B\r\r", "!", false},
	{"--B\n", "!", false},
	{"--B\r\n\r\nx", "!", false},
	{"--B\r\nContent-Type: text/plain\r\n\r\nx", "!", false},
	{"--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx", "!", false},
	{"--B\r\nContent-Disposition: form-data\r\n\r\nx", "!", false},
	{"--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx", "!",
		false},
	{"--B\r\n: form-data; name=a\r\n\r\nx", "!", false},
	{"--B\r\nContent-Disposition : form-data; name=a\r\n\r\nx", "!", false},
	{"--B\r\nContent-Disposition: form-data; name=a\r\n continued\r\n\r\n",
		"!", false},
};

struct shown {
	char text[256];
	size_t len;
};

static void
show(struct shown *shown, struct h1_span span)
{
	assert_true(span.len <= sizeof(shown->text) - shown->len);
	memcpy(shown->text + shown->len, span.at, span.len);
	shown->len += span.len;
}

static void
show_optional(struct shown *shown, struct h1_span span)
{
	show(shown, span.at ? span : H1_SPAN("-"));
}

static void
show_part(struct shown *shown, const struct http_form *form)
{
	show(shown, H1_SPAN("["));
	show_optional(shown, form->name);
	show(shown, H1_SPAN("|"));
	show_optional(shown, form->file_name);
	show(shown, H1_SPAN("|"));
	show_optional(shown, form->type);
	show(shown, H1_SPAN("]"));
}

/* Reads one piece; false if it is refused. */
static bool
read_piece(struct http_form *form, struct shown *shown, struct h1_span piece)
{
	struct h1_cur in = h1_cur_over(piece);

	for (;;) {
		switch (http_form_read(form, &in)) {
		case HTTP_FORM_MORE:
			assert_true(h1_cur_at_end(&in));
			return true;
		case HTTP_FORM_PART:
			show_part(shown, form);
			break;
		case HTTP_FORM_DATA:
			assert_true(form->data.len > 0);
			show(shown, form->data);
			break;
		case HTTP_FORM_DONE:
			show(shown, H1_SPAN(";"));
			break;
		case HTTP_FORM_BAD:
			show(shown, H1_SPAN("!"));
			return false;
		}
	}
}

/* The whole form in pieces of `step` octets behind a first one of `first`. */
static void
read_form(struct shown *shown, bool *ended, struct h1_span octets, size_t first,
	size_t step)
{
	static struct http_form form;
	size_t at = 0, len = first;

	shown->len = 0;
	http_form_init(&form, H1_SPAN("B"));
	while (at < octets.len) {
		if (len > octets.len - at)
			len = octets.len - at;
		if (!read_piece(&form, shown,
			    (struct h1_span){octets.at + at, len}))
			break;
		at += len;
		len = step;
	}
	*ended = http_form_ended(&form);
}

static void
reads_forms(void **state)
{
	struct shown shown;
	size_t i, first;
	bool ended;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct h1_span octets = text_span(rows[i].form);

		for (first = 1; first <= octets.len; first++) {
			read_form(&shown, &ended, octets, first,
				first == 1 ? 1 : octets.len);
			if (ended != rows[i].ended ||
				!h1_span_equal(text_span(rows[i].shown),
					(struct h1_span){(uint8_t *)shown.text,
						shown.len}))
				fail_msg("row %zu, first %zu: %.*s", i, first,
					(int)shown.len, shown.text);
		}
	}
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Data of those octets that boundaries are made of, in pieces of any size. */
static void
gives_back_all_data(void **state)
{
	static const char front[] =
		"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n";
	uint8_t octets[256];
	uint32_t seed = 4711;
	struct shown shown;
	unsigned round;
	bool ended;

	(void)state;
	memcpy(octets, front, sizeof(front) - 1);
	for (round = 0; round < 30000; round++) {
		size_t at = sizeof(front) - 1, n = next_random(&seed) % 24, i;
		uint8_t *data = octets + at;

		for (i = 0; i < n; i++)
			octets[at++] =
				(uint8_t) "\r\n--BxB-"[next_random(&seed) % 8];
		/* a boundary of its own ends the data */
		octets[at] = '\0';
		if (strstr((char *)data - 2, "\r\n--B") != NULL)
			continue;
		memcpy(octets + at, "\r\n--B--", 7);
		read_form(&shown, &ended, (struct h1_span){octets, at + 7},
			1 + next_random(&seed) % (at + 7),
			1 + next_random(&seed) % 4);
		assert_true(ended);
		assert_int_equal(shown.len, n + 8);
		assert_memory_equal(shown.text, "[a|-|-]", 7);
		assert_memory_equal(shown.text + 7, data, n);
	}
}

static void
limits_the_head(void **state)
{
	static struct http_form form;
	static uint8_t octets[HTTP_FORM_HEAD_MAX + 64];
	struct h1_cur in = {octets, octets + sizeof(octets)};

	(void)state;
	memset(octets, 'x', sizeof(octets));
	memcpy(octets, "--B\r\n", 5);
	http_form_init(&form, H1_SPAN("B"));
	assert_int_equal(http_form_read(&form, &in), HTTP_FORM_BAD);
	assert_int_equal(http_form_read(&form, &in), HTTP_FORM_BAD);
}

static const struct {
	const char *type;
	const char *boundary; /* NULL: none */
} types[] = {
	{"multipart/form-data; boundary=abc", "abc"},
	{"Multipart/Form-Data;x=y; Boundary=\"a b'()+_,-./:=?c\"",
		"a b'()+_,-./:=?c"},
	{"multipart/form-data; boundary=----WebKitFormBoundaryX",
		"----WebKitFormBoundaryX"},
	{"multipart/form-data", NULL},
	{"multipart/form-data; boundary=", NULL},
	{"multipart/form-data; boundary=\"\"", NULL},
	{"multipart/form-data; boundary=\"a \"", NULL},
	{"multipart/form-data; boundary=\"a\\\"b\"", NULL},
	{"multipart/form-data; boundary=a*b", NULL},
	{"multipart/form-data; boundary="
	 "0123456789012345678901234567890123456789012345678901234567890123456"
	 "789x",
		NULL},
	{"multipart/form-data boundary=abc", NULL},
	{"multipart/mixed; boundary=abc", NULL},
	{"application/x-www-form-urlencoded", NULL},
	{"", NULL},
};

static void
finds_the_boundary(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(types); i++) {
		struct h1_span boundary = {NULL, 0};
		bool ok =
			http_form_boundary(&boundary, text_span(types[i].type));

		if (ok != (types[i].boundary != NULL) ||
			(ok && !h1_span_equal(boundary,
				       text_span(types[i].boundary))))
			fail_msg("%s", types[i].type);
	}
}

static const struct {
	const char *sent;
	const char *name; /* NULL: refused */
} names[] = {
	{"a.txt", "a.txt"},
	{"C:\\My Files\\a.txt", "a.txt"},
	{"/etc/passwd", "passwd"},
	{"../../a", "a"},
	{"a%22b", "a\"b"},
	{"a\\\"b", "a\"b"},
	{"100%", "100%"},
	{"%2e%2e", "%2e%2e"},
	{"\xc3\xa4.png", "\xc3\xa4.png"},
	{"", NULL},
	{"..", NULL},
	{".", NULL},
	{"dir/", NULL},
	{".htaccess", NULL},
	{"..\\..\\.ssh", NULL},
	{"a%0D%0Ab", NULL},
	{"a\nb", NULL},
	{"a:b", NULL},
	{"\x7f", NULL},
};

static void
makes_names_safe(void **state)
{
	uint8_t out[64];
	size_t i, len = 0;

	(void)state;
	for (i = 0; i < N_ROWS(names); i++) {
		bool ok = http_form_safe_name(out, &len,
			text_span(names[i].sent));

		if (ok != (names[i].name != NULL) ||
			(ok && !h1_span_equal((struct h1_span){out, len},
				       text_span(names[i].name))))
			fail_msg("%s", names[i].sent);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_forms),
		cmocka_unit_test(gives_back_all_data),
		cmocka_unit_test(limits_the_head),
		cmocka_unit_test(finds_the_boundary),
		cmocka_unit_test(makes_names_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
