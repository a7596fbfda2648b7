/*
 * A target that we start: ready when it accepts, gone with all its children,
 * and its reason where it does not start.
 */
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "target/process.h"

static char folder[] = "/tmp/assay-test-process-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL;
}

static void
in_folder(char *out, size_t room, const char *name)
{
	(void)snprintf(out, room, "%s/%s", folder, name);
}

static int
tear_down(void **state)
{
	static const char *const names[] = {
		"port", "broken", "stderr", "keeper"};
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		in_folder(path, sizeof(path), names[i]);
		(void)unlink(path);
	}
	return rmdir(folder);
}

/* The first line of a file, without its end. */
static void
read_line(const char *path, char *out, int room)
{
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_non_null(fgets(out, room, f));
	assert_int_equal(fclose(f), 0);
	out[strcspn(out, "\n")] = '\0';
}

static bool
accepts(const char *port)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool connected;

	a.sin_port = htons((uint16_t)strtoul(port, NULL, 10));
	assert_true(fd >= 0);
	connected = connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0;
	close(fd);
	return connected;
}

static bool
exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* ---- start and stop ---- */

static const struct target_file plain = {
	.name = "listener",
	.start = "echo {{run}} {{dir}}; exec " LISTENER " {{port}}",
	.directory = folder,
};

static void
test_start(void **state)
{
	struct target_process p;
	char run[256], log[300], line[600], wanted[600];

	(void)state;
	assert_true(target_process_start(&p, &plain));
	assert_true(p.pid > 0);
	assert_true(accepts(p.port));
	(void)snprintf(run, sizeof(run), "%s", p.run);
	assert_true(exists(run));
	(void)snprintf(log, sizeof(log), "%s/log", run);
	read_line(log, line, sizeof(line));
	(void)snprintf(wanted, sizeof(wanted), "%s %s", run, folder);
	assert_string_equal(line, wanted);
	target_process_stop(&p);
	assert_int_equal(p.pid, 0);
	assert_false(accepts(p.port));
	assert_false(exists(run));
	target_process_stop(&p); /* once more does no harm */
}

static void
test_restart(void **state)
{
	static const struct target_file file = {
		.name = "listener",
		.start = "test ! -e {{dir}}/broken && exec " LISTENER
			 " {{port}}",
		.directory = folder,
	};
	struct target_process p;
	char port[6], broken[64];
	pid_t before;
	FILE *f;

	(void)state;
	assert_true(target_process_start(&p, &file));
	before = p.pid;
	memcpy(port, p.port, sizeof(port));
	assert_true(target_process_restart(&p));
	assert_true(p.pid != before);
	assert_string_equal(p.port, port);
	assert_true(accepts(port));
	in_folder(broken, sizeof(broken), "broken");
	f = fopen(broken, "w");
	assert_non_null(f);
	assert_int_equal(fclose(f), 0);
	assert_false(target_process_restart(&p));
	assert_string_equal(p.problem, "listener: the start command failed");
	assert_false(accepts(port));
	target_process_stop(&p);
}

/* What is built in the scratch folder is there for the start, and is built
 * once. */
static void
test_build(void **state)
{
	static const struct target_file file = {
		.name = "listener",
		.build = "echo {{port}} >>built",
		.start = "test $(cat {{run}}/built) = {{port}} && "
			 "exec " LISTENER " {{port}}",
		.directory = folder,
	};
	struct target_process p;

	(void)state;
	assert_true(target_process_start(&p, &file));
	assert_true(target_process_restart(&p));
	target_process_stop(&p);
}

/* Somebody took the port first: it gets another. The keeper is in a group of its
 * own, so that it outlives the first try. */
static void
test_port_is_taken(void **state)
{
	static const struct target_file file = {
		.name = "late",
		.start = "test -e {{run}}/fifo && exec " LISTENER " {{port}}; "
			 "mkfifo {{run}}/fifo; echo {{port}} >{{dir}}/port; "
			 "setsid " LISTENER " {{port}} 20 >{{run}}/fifo & "
			 "echo $! >{{dir}}/keeper; read kept <{{run}}/fifo; "
			 "exit 1",
		.directory = folder,
	};
	struct target_process p;
	char path[64], line[16];

	(void)state;
	assert_true(target_process_start(&p, &file));
	assert_true(accepts(p.port));
	in_folder(path, sizeof(path), "port");
	read_line(path, line, sizeof(line));
	assert_string_not_equal(line, p.port);
	assert_false(accepts(line));
	target_process_stop(&p);
	in_folder(path, sizeof(path), "keeper");
	read_line(path, line, sizeof(line));
	assert_int_equal(kill((pid_t)strtol(line, NULL, 10), SIGKILL), 0);
}

/* A child that the shell left in the background goes as well. */
static void
test_group(void **state)
{
	static const struct target_file file = {
		.name = "two",
		.start = "mkfifo {{run}}/fifo; " LISTENER " 0 >{{run}}/fifo & "
			 "read port <{{run}}/fifo; echo $port >{{dir}}/port; "
			 "exec " LISTENER " {{port}}",
		.directory = folder,
	};
	struct target_process p;
	char path[64], port[8];

	(void)state;
	assert_true(target_process_start(&p, &file));
	in_folder(path, sizeof(path), "port");
	read_line(path, port, sizeof(port));
	assert_true(accepts(port));
	target_process_stop(&p);
	assert_false(accepts(port));
	assert_false(accepts(p.port));
}

/* What was started may leave: its child is the server. */
static void
test_forks_away(void **state)
{
	static const struct target_file file = {
		.name = "daemon",
		.start = LISTENER " {{port}} &",
		.directory = folder,
	};
	struct target_process p;

	(void)state;
	assert_true(target_process_start(&p, &file));
	assert_true(accepts(p.port));
	target_process_stop(&p);
	assert_false(accepts(p.port));
}

/* ---- failure ---- */

/* Standard error goes to a file meanwhile. */
static bool
start_quietly(struct target_process *p, const struct target_file *file,
	const char *path)
{
	int saved = dup(STDERR_FILENO);
	FILE *f = fopen(path, "w");
	bool started;

	assert_non_null(f);
	(void)fflush(stderr);
	assert_true(saved >= 0 && dup2(fileno(f), STDERR_FILENO) >= 0);
	started = target_process_start(p, file);
	(void)fflush(stderr);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	assert_int_equal(fclose(f), 0);
	return started;
}

static void
test_failure(void **state)
{
	static const struct {
		const char *start;
		const char *problem;
		const char *shown; /* NULL: nothing, for it was not run */
	} rows[] = {
		{"echo bad option >&2; exit 3", "x: the start command failed",
			"bad option"},
		{"echo 'no such file'; exec /nonexistent/server",
			"x: the start command failed", "no such file"},
		{"echo bye; kill -9 $$", "x: the start command failed", "bye"},
		{"exec " LISTENER " {{port}} {{what}}",
			"x: unknown placeholder: start", NULL},
		{"exec " LISTENER " {{port", "x: unknown placeholder: start",
			NULL},
	};
	char path[64], line[256];

	(void)state;
	in_folder(path, sizeof(path), "stderr");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct target_file file = {.name = "x",
			.start = rows[i].start,
			.directory = folder};
		struct target_process p;

		assert_false(start_quietly(&p, &file, path));
		assert_string_equal(p.problem, rows[i].problem);
		assert_int_equal(p.pid, 0);
		assert_string_equal(p.run, "");
		if (rows[i].shown == NULL)
			continue;
		read_line(path, line, sizeof(line));
		assert_string_equal(line, rows[i].shown);
	}
}

/* Nothing is started that was not built. */
static void
test_build_failure(void **state)
{
	static const struct {
		const char *build;
		const char *problem;
	} rows[] = {
		{"exit 1", "x: the build command failed"},
		{"kill -9 $$", "x: the build command failed"},
		{"{{what}}", "x: unknown placeholder: build"},
	};
	char path[64];

	(void)state;
	in_folder(path, sizeof(path), "stderr");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct target_file file = {.name = "x",
			.build = rows[i].build,
			.start = "exec " LISTENER " {{port}}",
			.directory = folder};
		struct target_process p;

		assert_false(start_quietly(&p, &file, path));
		assert_string_equal(p.problem, rows[i].problem);
		assert_false(accepts(p.port));
		assert_string_equal(p.run, "");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_restart),
		cmocka_unit_test(test_build),
		cmocka_unit_test(test_port_is_taken),
		cmocka_unit_test(test_group),
		cmocka_unit_test(test_forks_away),
		cmocka_unit_test(test_failure),
		cmocka_unit_test(test_build_failure),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
