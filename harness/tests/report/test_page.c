#include "fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/page/page.h"

#define FILE_OF(text)                                                        \
	{                                                                    \
		.at = (const unsigned char *)(text), .len = sizeof(text) - 1 \
	}

static const struct page page = {
	.title = "a <b> & c",
	.css = FILE_OF("p { color: red; }\n"),
	.html = FILE_OF("<main></main>\n"),
	.js = FILE_OF("use(assay);\n"),
};

/* The whole page as a C string. */
static char *
written(const json_t *data)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	assert_true(page_write(out, &page, data));
	assert_int_equal(fclose(out), 0);
	return text;
}

static size_t
count(const char *text, const char *word)
{
	size_t n = 0;

	while ((text = strstr(text, word)) != NULL) {
		text += strlen(word);
		n++;
	}
	return n;
}

static void
test_parts_stand_in_their_order(void **state)
{
	static const char *const parts[] = {"Content-Security-Policy",
		"<title>a &lt;b> &amp; c</title>", "--paper:", "color: red",
		"<main></main>", "id=\"data\">{}</script>", "const assay",
		"use(assay);"};
	json_t *data = json_object();
	char *text = written(data);
	const char *at = text;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *part = strstr(at, parts[i]);

		if (part == NULL)
			fail_msg("%s is not in its place", parts[i]);
		else
			at = part;
	}
	free(text);
	json_decref(data);
}

/* The scripts of the page are two; no data makes another, or ends one. */
static void
test_data_stays_data(void **state)
{
	static const char hostile[] = "</script><script>alert(1)</script><!--";
	json_t *data = json_pack("{ss}", hostile, hostile);
	char *text = written(data);

	(void)state;
	assert_int_equal(count(text, "<script"), 2);
	assert_int_equal(count(text, "</script"), 2);
	assert_int_equal(count(text, "<!--"), 0);
	assert_int_equal(count(text, "\\u003c/script>"), 4);
	free(text);
	json_decref(data);
}

static void
test_data_that_ran_out_of_memory(void **state)
{
	(void)state;
	errno = 0;
	assert_false(page_write(stderr, &page, NULL));
	assert_int_equal(errno, ENOMEM);
}

static void
test_full_disk(void **state)
{
	FILE *full = fopen("/dev/full", "w");
	json_t *data = json_array();

	(void)state;
	assert_non_null(full);
	assert_int_equal(setvbuf(full, NULL, _IONBF, 0), 0);
	errno = 0;
	assert_false(page_write(full, &page, data));
	assert_int_equal(errno, ENOSPC);
	(void)fclose(full);
	json_decref(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_stand_in_their_order),
		cmocka_unit_test(test_data_stays_data),
		cmocka_unit_test(test_data_that_ran_out_of_memory),
		cmocka_unit_test(test_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
