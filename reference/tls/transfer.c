/* How octets go through a session: in, out, and the handshake before them. */

#include <openssl/err.h>

#include "tls/session.h"

/* Octets of content in a record, and beside it, at most. */
#define RECORD_MAX 16384
#define RECORD_OVERHEAD 64

/* --- octets out --------------------------------------------------------- */

/* The records of many octets would make the buffer grow step by step. */
static bool
reserve(struct tls_session *session, size_t len)
{
	size_t n_records = len / RECORD_MAX + 1;

	if (octet_queue_reserve(&session->wire.out,
		    len + n_records * RECORD_OVERHEAD))
		return true;
	session->wire.refused = "out of memory";
	return false;
}

static bool
write_open(struct tls_session *session, struct h1_span octets)
{
	size_t written;
	bool good;

	if (octets.len == 0)
		return true;
	ERR_clear_error();
	session->wire.asked = true;
	good = reserve(session, octets.len) &&
	       SSL_write_ex(session->ssl, octets.at, octets.len, &written) == 1;
	session->wire.asked = false;
	if (!good)
		tls_session_fail(session);
	return good;
}

static void
send_close_notify(struct tls_session *session)
{
	ERR_clear_error();
	session->wire.asked = true;
	if (SSL_shutdown(session->ssl) < 0)
		tls_session_fail(session);
	session->wire.asked = false;
}

/* In a handshake, or in the middle of a message like those of a handshake
 * (a ticket that comes in two records), nothing can be written. */
static bool
can_write(const struct tls_session *session)
{
	return (session->state == TLS_OPEN || session->state == TLS_ENDED) &&
	       !SSL_in_init(session->ssl);
}

/* Writes what has waited until it could be written. */
static void
catch_up(struct tls_session *session)
{
	struct octet_queue early = session->early;

	if (!can_write(session))
		return;
	session->early = (struct octet_queue){.octets = NULL};
	write_open(session, octet_queue_span(&early));
	octet_queue_free(&early);
	if (session->ending && can_write(session) &&
		!(SSL_get_shutdown(session->ssl) & SSL_SENT_SHUTDOWN))
		send_close_notify(session);
}

bool
tls_write(struct tls_session *session, struct h1_span octets)
{
	if (session->ending || session->state == TLS_FAILED)
		return false;
	if (can_write(session))
		return write_open(session, octets);
	return octet_queue_append(&session->early, octets);
}

void
tls_end(struct tls_session *session)
{
	session->ending = true;
	catch_up(session);
}

struct h1_span
tls_output(struct tls_session *session)
{
	return tls_wire_output(&session->wire);
}

void
tls_sent(struct tls_session *session, size_t len)
{
	tls_wire_sent(&session->wire, len);
}

size_t
tls_unsent(const struct tls_session *session)
{
	return octet_queue_len(&session->wire.sending) +
	       octet_queue_len(&session->wire.out) +
	       octet_queue_len(&session->early);
}

/* --- octets in ---------------------------------------------------------- */

void
tls_session_shake_hands(struct tls_session *session)
{
	int status;

	ERR_clear_error();
	status = SSL_do_handshake(session->ssl);
	if (status == 1) {
		session->state = TLS_OPEN;
		catch_up(session);
	} else if (SSL_get_error(session->ssl, status) != SSL_ERROR_WANT_READ) {
		tls_session_fail(session);
	}
}

bool
tls_received(struct tls_session *session, struct h1_span wire)
{
	/* Behind close_notify nothing counts (RFC 8446, section 6.1). */
	if (session->state == TLS_ENDED || session->state == TLS_FAILED)
		return true;
	if (octet_queue_len(&session->wire.in) > TLS_UNREAD_MAX)
		session->wire.refused = "more was received than was read";
	else if (!octet_queue_append(&session->wire.in, wire))
		session->wire.refused = "out of memory";
	if (session->wire.refused) {
		tls_session_fail(session);
		return false;
	}
	if (session->state == TLS_HANDSHAKE)
		tls_session_shake_hands(session);
	return true;
}

/* One SSL_read(); 0 if there is nothing, or no more. */
static size_t
read_some(struct tls_session *session, uint8_t *out, size_t len)
{
	size_t n_read = 0;
	int status;

	ERR_clear_error();
	status = SSL_read_ex(session->ssl, out, len, &n_read);
	if (status == 1) {
		session->n_control = 0;
		return n_read;
	}
	switch (SSL_get_error(session->ssl, status)) {
	case SSL_ERROR_WANT_READ:
		break;
	case SSL_ERROR_ZERO_RETURN:
		session->state = TLS_ENDED;
		octet_queue_free(&session->wire.in);
		break;
	default:
		tls_session_fail(session);
		break;
	}
	return 0;
}

size_t
tls_read(struct tls_session *session, uint8_t *out, size_t len)
{
	size_t done = 0;
	size_t n_read;

	while (done < len && session->state == TLS_OPEN) {
		n_read = read_some(session, out + done, len - done);
		if (n_read == 0)
			break;
		done += n_read;
	}
	catch_up(session);
	return done;
}
