/* What is produced is the same in pieces of any size, and never taken for whole
 * if its file has become shorter. */

#include <fcntl.h>
#include <zlib.h>

#include "scratch.h"
#include "site/parts.h"
#include "site/squeeze.h"

#define CONTENT_LEN 20000
#define OUT_MAX 65536

static uint8_t content[CONTENT_LEN];

static int
open_content(void)
{
	int descriptor;
	size_t i;

	for (i = 0; i < CONTENT_LEN; i++)
		content[i] = (uint8_t)(i * i / 7 % 251);
	write_file("content", content, CONTENT_LEN);
	descriptor = open("content", O_RDONLY);
	assert_true(descriptor >= 0);
	return descriptor;
}

/* All that a task produces, at most `room` octets at a time; then frees it. */
static size_t
produce_all(struct task *task, uint8_t *out, size_t room)
{
	enum http_produced produced = HTTP_PRODUCED_SOME;
	size_t len = 0;

	while (produced == HTTP_PRODUCED_SOME) {
		size_t n = room;

		assert_true(n <= OUT_MAX - len);
		produced = task->produce(task, out + len, &n);
		assert_true(n <= room);
		assert_true(n > 0 || produced == HTTP_PRODUCED_ALL);
		len += n;
	}
	assert_int_equal(produced, HTTP_PRODUCED_ALL);
	task->free(task);
	return len;
}

static const size_t rooms[] = {1, 2, 7, 100, 4096, OUT_MAX};

static void
squeezes(void **state)
{
	struct memory memory = {.left = 1 << 20};
	static uint8_t out[OUT_MAX], back[CONTENT_LEN + 1];
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rooms); i++) {
		size_t room = rooms[i] < 30000 ? rooms[i] : 30000;
		struct task *task =
			squeeze_new(&memory, open_content(), CONTENT_LEN);
		z_stream stream = {.next_out = back, .avail_out = sizeof(back)};

		assert_non_null(task);
		assert_true(memory.left < 1 << 20);
		stream.avail_in = (uInt)produce_all(task, out, room);
		stream.next_in = out;
		assert_int_equal(inflateInit2(&stream, 31), Z_OK);
		assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
		assert_int_equal(stream.total_out, CONTENT_LEN);
		assert_int_equal(stream.avail_in, 0);
		assert_memory_equal(back, content, CONTENT_LEN);
		inflateEnd(&stream);
		assert_true(memory.left == 1 << 20);
	}
}

static void
squeezes_within_its_memory(void **state)
{
	struct memory memory = {.left = 300000};
	int descriptor = open_content();
	struct task *task = squeeze_new(&memory, descriptor, CONTENT_LEN);

	(void)state;
	assert_non_null(task);
	assert_null(squeeze_new(&memory, descriptor, CONTENT_LEN));
	task->free(task);
	assert_true(memory.left == 300000);
}

static const struct http_ranges ranges = {
	3, {{0, 0}, {19000, 19999}, {100, 9999}}};

static void
parts_in_pieces(void **state)
{
	static uint8_t out[OUT_MAX], first[OUT_MAX];
	size_t i, len;

	(void)state;
	for (i = 0; i < N_ROWS(rooms); i++) {
		size_t room = rooms[i] < 30000 ? rooms[i] : 30000;
		char type[PARTS_TYPE_MAX];
		uint64_t total;
		struct task *task = parts_new(&total, type, open_content(),
			&ranges, CONTENT_LEN, H1_SPAN("text/plain"));

		assert_non_null(task);
		len = produce_all(task, i == 0 ? first : out, room);
		assert_int_equal(len, total);
		/* boundaries differ: compare what stands between them */
		if (i > 0)
			assert_memory_equal(out + 34, first + 34, 50);
		assert_memory_equal(type,
			"multipart/byteranges; boundary=", 31);
		assert_memory_equal(type + 31, (i == 0 ? first : out) + 2, 32);
	}
}

static void
breaks_with_its_file(void **state)
{
	struct memory memory = {.left = 1 << 20};
	char type[PARTS_TYPE_MAX];
	uint8_t out[OUT_MAX / 4];
	struct task *tasks[2];
	size_t i, len;
	uint64_t total;

	(void)state;
	tasks[0] = squeeze_new(&memory, open_content(), CONTENT_LEN);
	tasks[1] = parts_new(&total, type, open_content(), &ranges, CONTENT_LEN,
		H1_SPAN("text/plain"));
	assert_int_equal(truncate("content", 10), 0);
	for (i = 0; i < 2; i++) {
		len = sizeof(out);
		assert_non_null(tasks[i]);
		assert_int_equal(tasks[i]->produce(tasks[i], out, &len),
			HTTP_PRODUCED_BROKEN);
		tasks[i]->free(tasks[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(squeezes),
		cmocka_unit_test(squeezes_within_its_memory),
		cmocka_unit_test(parts_in_pieces),
		cmocka_unit_test(breaks_with_its_file),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
