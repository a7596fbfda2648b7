/*
 * OpenSSL's own programs are understood, and understand: `openssl s_client`
 * talks to a server of ours, and a client of ours to `openssl s_server`, over
 * the loopback interface.
 */

#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define CONTENT_LEN 300000u
#define PATIENCE_MS 20000

static uint8_t content[CONTENT_LEN];

/* --- programs and sockets ----------------------------------------------- */

/* `openssl` with arguments, its input from a file, its output to another; what
 * it complains of is left out. The folder of the files is its own. */
static pid_t
start_openssl(const char *const *arguments, const char *input,
	const char *output)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child > 0)
		return child;
	if (chdir(files_path("")) != 0 ||
		dup2(open(input, O_RDONLY), STDIN_FILENO) < 0 ||
		dup2(open(output, O_CREAT | O_TRUNC | O_WRONLY, 0600),
			STDOUT_FILENO) < 0 ||
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO) < 0)
		_exit(126);
	alarm(PATIENCE_MS / 1000);
	execvp("openssl", (char *const *)(uintptr_t)arguments);
	_exit(127);
}

static int
status_of(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
wait_for(int descriptor, short events)
{
	struct pollfd poll_fd = {.fd = descriptor, .events = events};

	assert_int_equal(poll(&poll_fd, 1, PATIENCE_MS), 1);
}

static int
listen_somewhere(uint16_t *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)&address,
				 sizeof(address)),
		0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address,
				 &len),
		0);
	*port = ntohs(address.sin_port);
	return listener;
}

static int
connect_to(uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	int descriptor = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(descriptor, (struct sockaddr *)&address,
				 sizeof(address)),
		0);
	return descriptor;
}

/* --- a session on a socket ---------------------------------------------- */

static void
flush(struct side *side, int descriptor)
{
	struct h1_span span;
	ssize_t n_sent;

	while ((span = tls_output(side->session)).len > 0) {
		wait_for(descriptor, POLLOUT);
		n_sent = send(descriptor, span.at, span.len,
			MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n_sent < 0)
			return;
		tls_sent(side->session, (size_t)n_sent);
	}
}

/* One turn; false at the end of the wire. */
static bool
turn(struct side *side, int descriptor)
{
	uint8_t wire[16384];
	ssize_t n_received;
	size_t n_read;

	flush(side, descriptor);
	wait_for(descriptor, POLLIN);
	n_received = recv(descriptor, wire, sizeof(wire), 0);
	if (n_received <= 0)
		return false;
	assert_true(tls_received(side->session,
		(struct h1_span){wire, (size_t)n_received}));
	do {
		assert_true(side->len < side->room);
		n_read = tls_read(side->session, side->octets + side->len,
			side->room - side->len);
		side->len += n_read;
	} while (n_read > 0);
	flush(side, descriptor);
	return true;
}

static struct side
new_side(struct tls_session *session)
{
	struct side side = {
		.session = session,
		.room = CONTENT_LEN + 65536,
	};

	side.octets = malloc(side.room);
	assert_non_null(session);
	assert_non_null(side.octets);
	return side;
}

static void
free_side(struct side *side)
{
	tls_session_free(side->session);
	free(side->octets);
}

static void
check_content(const uint8_t *octets, size_t len)
{
	assert_int_equal(len, CONTENT_LEN);
	assert_memory_equal(octets, content, CONTENT_LEN);
}

/* --- our server --------------------------------------------------------- */

/* Reads the content, says it back, and ends. */
static void
echo(struct tls_context *context, int listener)
{
	struct side side;
	int descriptor;

	wait_for(listener, POLLIN);
	descriptor = accept(listener, NULL, NULL);
	side = new_side(tls_session_accept(context));
	while (side.len < CONTENT_LEN && turn(&side, descriptor))
		;
	check_content(side.octets, side.len);
	assert_true(tls_write(side.session,
		(struct h1_span){side.octets, side.len}));
	tls_end(side.session);
	flush(&side, descriptor);
	assert_int_equal(tls_unsent(side.session), 0);
	shutdown(descriptor, SHUT_WR);
	while (turn(&side, descriptor))
		;
	close(descriptor);
	free_side(&side);
}

static void
check_file(const char *name)
{
	static uint8_t octets[CONTENT_LEN + 1];
	FILE *file = fopen(files_path(name), "rb");
	size_t len;

	assert_non_null(file);
	len = fread(octets, 1, sizeof(octets), file);
	fclose(file);
	check_content(octets, len);
}

static void
test_s_client(void **state)
{
	static const char *const versions[] = {"-tls1_2", "-tls1_3"};
	struct tls_error error;
	struct tls_context *context = tls_context_self_signed(1, &error);
	char at[32];
	const char *arguments[] = {"openssl", "s_client", "-quiet",
		"-verify_quiet", "-CAfile", "own.pem", "-verify_return_error",
		"-verify_hostname", "localhost", "-alpn", "h2,http/1.1",
		"-connect", at, NULL, NULL};
	uint16_t port;
	int listener = listen_somewhere(&port);
	pid_t child;
	size_t i;

	(void)state;
	snprintf(at, sizeof(at), "127.0.0.1:%u", port);
	files_write("own.pem", tls_context_certificate(context));
	for (i = 0; i < N(versions); i++) {
		arguments[N(arguments) - 2] = versions[i];
		child = start_openssl(arguments, "content", "echoed");
		echo(context, listener);
		assert_int_equal(status_of(child), 0);
		check_file("echoed");
	}
	close(listener);
	tls_context_free(context);
}

/* --- our client --------------------------------------------------------- */

/* The port of which s_server has told by now in a line of its output; or 0. */
static unsigned
told_port(void)
{
	FILE *file = fopen(files_path("told"), "r");
	char line[256];
	unsigned port = 0;

	assert_non_null(file);
	while (port == 0 && fgets(line, sizeof(line), file))
		if (strchr(line, '\n') == NULL ||
			sscanf(line, "ACCEPT 127.0.0.1:%u", &port) != 1)
			port = 0;
	fclose(file);
	return port;
}

static uint16_t
wait_for_port(pid_t child)
{
	unsigned port = 0;
	int n_tries;

	for (n_tries = 0; n_tries < PATIENCE_MS / 10 && port == 0; n_tries++) {
		port = told_port();
		if (port == 0)
			poll(NULL, 0, 10);
	}
	if (port == 0)
		kill(child, SIGKILL);
	assert_in_range(port, 1, 65535);
	return (uint16_t)port;
}

/* Asks for a file, and gives what came behind the head of the answer. */
static void
download(struct tls_context *context, uint16_t port)
{
	struct side side = new_side(tls_session_connect(context, "localhost"));
	int descriptor = connect_to(port);
	uint8_t *end;

	assert_true(tls_write(side.session,
		H1_SPAN("GET /content HTTP/1.0\r\n\r\n")));
	while (tls_state(side.session) < TLS_ENDED && turn(&side, descriptor))
		;
	tls_end(side.session);
	flush(&side, descriptor);
	assert_string_equal(tls_failure(side.session), "");
	assert_int_equal(tls_state(side.session), TLS_ENDED);
	for (end = side.octets; memcmp(end, "\r\n\r\n", 4) != 0; end++)
		assert_true((size_t)(end - side.octets) < 1000);
	end += 4;
	check_content(end, side.len - (size_t)(end - side.octets));
	close(descriptor);
	free_side(&side);
}

static void
test_s_server(void **state)
{
	static const char *const versions[] = {"-tls1_2", "-tls1_3"};
	const char *arguments[] = {"openssl", "s_server", "-accept",
		"127.0.0.1:0", "-naccept", "1", "-WWW", "-cert", "good.pem",
		"-key", "good.key", NULL, NULL};
	struct tls_certificate_wish wish = wish_for("good", "DNS:localhost");
	struct certificate good = certificate_write("good", &wish, NULL);
	struct tls_trust trust = {.file = files_path("good.pem")};
	struct tls_error error;
	struct tls_context *context = tls_context_client(&trust, &error);
	pid_t child;
	size_t i;

	(void)state;
	assert_non_null(context);
	for (i = 0; i < N(versions); i++) {
		arguments[N(arguments) - 2] = versions[i];
		files_write("told", H1_SPAN(""));
		child = start_openssl(arguments, "/dev/null", "told");
		download(context, wait_for_port(child));
		assert_int_equal(status_of(child), 0);
	}
	tls_context_free(context);
	certificate_free(&good);
}

/* --- all ---------------------------------------------------------------- */

static int
begin(void **state)
{
	(void)state;
	files_begin();
	fill_octets(content, sizeof(content), 3);
	files_write("content", (struct h1_span){content, sizeof(content)});
	return 0;
}

static int
end(void **state)
{
	(void)state;
	files_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_s_client),
		cmocka_unit_test(test_s_server),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
