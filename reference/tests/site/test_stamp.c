/* A file that was stored here is known until somebody else changes it. */

#include "site/stamp.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "scratch.h"

static struct stamps stamps;

static bool
known(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return stamps_know(&stamps, &st.st_mtim);
}

static void
store(const char *name)
{
	int descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, "x", 1), 1);
	stamps_give(&stamps, descriptor);
	close(descriptor);
}

static void
knows_its_files(void **state)
{
	(void)state;
	assert_true(stamps_init(&stamps));
	write_file("other", "x", 1);
	store("a");
	store("b");
	assert_true(known("a"));
	assert_true(known("b"));
	assert_false(known("other"));
	write_file("a", "y", 1);
	assert_false(known("a"));
	stamps_free(&stamps);
}

static void
gives_no_time_twice(void **state)
{
	struct timespec times[100];
	struct stat st;
	size_t i, k;

	(void)state;
	assert_true(stamps_init(&stamps));
	for (i = 0; i < N_ROWS(times); i++) {
		store("c");
		assert_int_equal(stat("c", &st), 0);
		times[i] = st.st_mtim;
		for (k = 0; k < i; k++)
			assert_true(times[k].tv_sec != times[i].tv_sec ||
				    times[k].tv_nsec != times[i].tv_nsec);
	}
	stamps_free(&stamps);
}

/* It forgets in the end, but then the file is old. */
static void
forgets(void **state)
{
	unsigned i;

	(void)state;
	assert_true(stamps_init(&stamps));
	store("d");
	for (i = 0; i < STAMPS_MAX - 1; i++)
		store("e");
	assert_true(known("d"));
	store("e");
	assert_false(known("d"));
	stamps_free(&stamps);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_its_files),
		cmocka_unit_test(gives_no_time_twice),
		cmocka_unit_test(forgets),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
