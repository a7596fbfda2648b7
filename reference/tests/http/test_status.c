/* Status codes have their registered reason, and some have no content. */

#include "http/status.h"

#include "unit.h"

static void
knows_reasons(void **state)
{
	(void)state;
	assert_true(h1_span_equal(http_status_reason(200), H1_SPAN("OK")));
	assert_true(h1_span_equal(http_status_reason(431),
		H1_SPAN("Request Header Fields Too Large")));
	assert_int_equal(http_status_reason(299).len, 0);
	assert_non_null(http_status_reason(299).at);
	assert_int_equal(http_status_reason(0).len, 0);
}

static void
knows_what_has_no_content(void **state)
{
	(void)state;
	assert_true(http_status_bodiless(100));
	assert_true(http_status_bodiless(199));
	assert_true(http_status_bodiless(204));
	assert_true(http_status_bodiless(304));
	assert_false(http_status_bodiless(200));
	assert_false(http_status_bodiless(206));
	assert_false(http_status_bodiless(404));
	assert_true(http_status_interim(103));
	assert_false(http_status_interim(200));
	assert_false(http_status_interim(99));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_reasons),
		cmocka_unit_test(knows_what_has_no_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
