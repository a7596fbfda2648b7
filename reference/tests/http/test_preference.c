/* What a client prefers is read from lists of ranges with weights. */

#include "http/preference.h"

#include "fields.h"

#define FORBIDDEN HTTP_PREFERENCE_FORBIDDEN
#define UNLISTED HTTP_PREFERENCE_UNLISTED
#define FULL HTTP_PREFERENCE_FULL
#define Q(thousandths) (1u + (thousandths))

static const struct {
	const char *text;
	int thousandths; /* -1: none */
} qvalues[] = {
	{"0", 0},
	{"0.", 0},
	{"0.0", 0},
	{"0.000", 0},
	{"0.001", 1},
	{"0.01", 10},
	{"0.5", 500},
	{"0.999", 999},
	{"1", 1000},
	{"1.", 1000},
	{"1.0", 1000},
	{"1.000", 1000},
	{"1.001", -1},
	{"1.1", -1},
	{"2", -1},
	{"", -1},
	{".5", -1},
	{"0.1234", -1},
	{"0.0000", -1},
	{"1.0000", -1},
	{"00", -1},
	{"01", -1},
	{"-0", -1},
	{"+1", -1},
	{"0,5", -1},
	{"0.5 ", -1},
	{" 0.5", -1},
	{"0.a", -1},
	{"1e0", -1},
	{"0x1", -1},
	{"q", -1},
	{"10", -1},
	{"0.5.5", -1},
};

static void
reads_qvalues(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(qvalues); i++) {
		unsigned value = 7777;
		bool ok = http_qvalue_read(&value, text_span(qvalues[i].text));

		if (ok != (qvalues[i].thousandths >= 0) ||
			value != (ok ? (unsigned)qvalues[i].thousandths : 7777))
			fail_msg("'%s'", qvalues[i].text);
	}
}

typedef unsigned ask_fn(const struct h1_fields *fields, struct h1_span what);

struct row {
	const char *lines[4]; /* values of the field, NULL at the end */
	const char *what;
	unsigned preference;
};

static void
check(const char *name, ask_fn *ask, const struct row *rows, size_t n_rows)
{
	size_t i, k;

	for (i = 0; i < n_rows; i++) {
		struct text_fields fields;

		text_fields_init(&fields);
		text_fields_add(&fields, "X", "text/html, gzip, de");
		for (k = 0; k < 4 && rows[i].lines[k] != NULL; k++)
			text_fields_add(&fields, name, rows[i].lines[k]);
		assert_int_equal(ask(&fields.fields, text_span(rows[i].what)),
			rows[i].preference);
	}
}

/* The table of RFC 9110, section 12.5.1. */
#define EXAMPLE                                                      \
	"text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, " \
	"text/plain;format=fixed;q=0.4, */*;q=0.5"

static const struct row types[] = {
	{{NULL}, "text/html", FULL},
	{{""}, "text/html", FULL},
	{{" , ,"}, "text/html", FULL},
	{{EXAMPLE}, "text/plain;format=flowed", Q(1000)},
	{{EXAMPLE}, "text/plain", Q(700)},
	{{EXAMPLE}, "text/html", Q(300)},
	{{EXAMPLE}, "image/jpeg", Q(500)},
	{{EXAMPLE}, "text/plain;format=fixed", Q(400)},
	{{EXAMPLE}, "text/html;level=3", Q(300)},
	{{"text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c"},
		"text/x-dvi", Q(800)},
	{{"audio/*; q=0.2, audio/basic"}, "audio/basic", Q(1000)},
	{{"audio/*; q=0.2, audio/basic"}, "audio/mp4", Q(200)},
	{{"audio/*; q=0.2, audio/basic"}, "text/html", UNLISTED},
	{{"text/html"}, "TEXT/HTML", Q(1000)},
	{{"text/html;q=0"}, "text/html", FORBIDDEN},
	{{"*/*;q=0"}, "text/html", FORBIDDEN},
	{{"*/*;q=0", "text/html;q=0.1"}, "text/html", Q(100)},
	{{"text/html;Q=0.5"}, "text/html", Q(500)},
	{{"text/html \t; \tq=0.5"}, "text/html", Q(500)},
	/* q counts wherever it stands: section 12.5.1 */
	{{"text/html;q=0.1;level=1, text/*;q=0.9"}, "text/html;level=1",
		Q(100)},
	{{"text/html;level=1"}, "text/html", UNLISTED},
	{{"text/html;charset=\"UTF-8\""}, "text/html; charset=utf-8", Q(1000)},
	{{"text/html;charset=\"u\\tf-8\""}, "text/html; charset=utf-8",
		Q(1000)},
	{{"text/html;charset=latin1, text/html;q=0.2"},
		"text/html; charset=utf-8", Q(200)},
	{{"text/html;;"}, "text/html", Q(1000)},
	/* what is broken is passed over */
	{{"*/html, text/*;q=0.4"}, "text/html", Q(400)},
	{{"*/html"}, "text/html", FULL},
	{{"text/html;q=2, text/*;q=0.4"}, "text/html", Q(400)},
	{{"text/html;q=0.1234"}, "text/html", FULL},
	{{"text/html;level, text/*;q=0.4"}, "text/html", Q(400)},
	{{"text/html q=0.3, text/*;q=0.4"}, "text/html", Q(400)},
	{{"text, text/*;q=0.4"}, "text/html", Q(400)},
	{{"text/html;x=\"a,b;q=0\""}, "image/png", UNLISTED},
	{{"text/html;x=\"a, */*"}, "text/html", FULL},
	{{"*"}, "text/html", FULL},
};

static void
prefers_types(void **state)
{
	(void)state;
	check("Accept", http_preference_type, types, N_ROWS(types));
}

static void
names_types(void **state)
{
	static const struct {
		const char *accept;
		bool named;
	} rows[] = {
		{"text/html,application/xhtml+xml,*/*;q=0.8", true},
		{"*/*", false},
		{"text/*", false},
		{"text/html;q=0, */*", false},
		{"application/json", false},
		{"", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct text_fields fields;

		text_fields_init(&fields);
		text_fields_add(&fields, "accept", rows[i].accept);
		assert_int_equal(http_preference_names_type(&fields.fields,
					 H1_SPAN("text/html")),
			rows[i].named);
	}
}

static const struct row languages[] = {
	{{NULL}, "de", FULL},
	{{""}, "de", FULL},
	{{"da, en-gb;q=0.8, en;q=0.7"}, "da", Q(1000)},
	{{"da, en-gb;q=0.8, en;q=0.7"}, "en-GB", Q(800)},
	{{"da, en-gb;q=0.8, en;q=0.7"}, "en-US", Q(700)},
	{{"da, en-gb;q=0.8, en;q=0.7"}, "en", Q(700)},
	{{"da, en-gb;q=0.8, en;q=0.7"}, "fr", UNLISTED},
	{{"de"}, "de-DE-1996", Q(1000)},
	{{"de"}, "deu", UNLISTED},
	{{"*"}, "fr", Q(1000)},
	{{"*;q=0.1, de"}, "fr", Q(100)},
	{{"*;q=0, de"}, "fr", FORBIDDEN},
	{{"de;q=0, de-CH;q=0.5, *"}, "de-CH", Q(500)},
	{{"de;q=0, de-CH;q=0.5, *"}, "de-AT", FORBIDDEN},
	/* lookup, where filtering finds nothing */
	{{"de-CH"}, "de", Q(1000)},
	{{"de-CH;q=0.3, *;q=0.9"}, "de", Q(300)},
	{{"de-CH;q=0"}, "de", UNLISTED},
	{{"zh-Hant-TW;q=0.7", "fr"}, "zh-Hant", Q(700)},
	{{"de-CH, de;q=0.5"}, "de", Q(500)},
	/* what is broken is passed over */
	{{"de_CH, en"}, "de", UNLISTED},
	{{"deutschland, en"}, "de", UNLISTED},
	{{"de-, en"}, "de", UNLISTED},
	{{"-de, 1de, *-CH"}, "de", FULL},
	{{"de;q=1.5"}, "de", FULL},
};

static void
prefers_languages(void **state)
{
	(void)state;
	check("accept-language", http_preference_language, languages,
		N_ROWS(languages));
}

static const struct row codings[] = {
	{{NULL}, "gzip", UNLISTED},
	{{NULL}, "identity", FULL},
	/* the examples of RFC 9110, section 12.5.3 */
	{{"compress, gzip"}, "gzip", Q(1000)},
	{{"compress, gzip"}, "br", FORBIDDEN},
	{{"compress, gzip"}, "identity", UNLISTED},
	{{""}, "gzip", FORBIDDEN},
	{{""}, "identity", UNLISTED},
	{{"*"}, "gzip", Q(1000)},
	{{"*"}, "identity", Q(1000)},
	{{"compress;q=0.5, gzip;q=1.0"}, "gzip", Q(1000)},
	{{"gzip;q=1.0, identity; q=0.5, *;q=0"}, "gzip", Q(1000)},
	{{"gzip;q=1.0, identity; q=0.5, *;q=0"}, "identity", Q(500)},
	{{"gzip;q=1.0, identity; q=0.5, *;q=0"}, "br", FORBIDDEN},
	{{"identity;q=0"}, "identity", FORBIDDEN},
	{{"*;q=0"}, "identity", FORBIDDEN},
	{{"*;q=0", "identity;q=0.1"}, "identity", Q(100)},
	{{"gzip;q=0"}, "gzip", FORBIDDEN},
	{{"gzip;q=0"}, "identity", UNLISTED},
	{{"X-GZIP"}, "gzip", Q(1000)},
	{{"GZip"}, "gzip", Q(1000)},
	{{"gzip", "br;q=0.3"}, "br", Q(300)},
	{{"gzip;q=1.5, br"}, "gzip", FORBIDDEN},
	{{"gzip;level=9"}, "gzip", Q(1000)},
	{{"gzipp"}, "gzip", FORBIDDEN},
};

static void
prefers_codings(void **state)
{
	(void)state;
	check("Accept-Encoding", http_preference_coding, codings,
		N_ROWS(codings));
}

/* Elements of four octets, with a comma, as many as are looked at. */
#define N_ELEMENTS (HTTP_PREFERENCE_LIST_MAX / 4)

static unsigned
prefers_behind(size_t n_before)
{
	char text[4 * N_ELEMENTS + sizeof("b/b")];
	struct text_fields fields;
	size_t i;

	for (i = 0; i < n_before; i++)
		memcpy(text + 4 * i, "a/a,", 4);
	memcpy(text + 4 * n_before, "b/b", sizeof("b/b"));
	text_fields_init(&fields);
	text_fields_add(&fields, "Accept", text);
	return http_preference_type(&fields.fields, H1_SPAN("b/b"));
}

static void
looks_at_the_front(void **state)
{
	(void)state;
	assert_int_equal(prefers_behind(N_ELEMENTS - 1), Q(1000));
	assert_int_equal(prefers_behind(N_ELEMENTS), UNLISTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_qvalues),
		cmocka_unit_test(prefers_types),
		cmocka_unit_test(names_types),
		cmocka_unit_test(prefers_languages),
		cmocka_unit_test(prefers_codings),
		cmocka_unit_test(looks_at_the_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
