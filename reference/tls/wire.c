#include "tls/wire.h"

#include <openssl/crypto.h>
#include <string.h>

void
tls_wire_free(struct tls_wire *wire)
{
	octet_queue_free(&wire->in);
	octet_queue_free(&wire->out);
	octet_queue_free(&wire->sending);
}

/* A peer that asks for ever and takes nothing is not to fill our memory. */
static bool
may_write(struct tls_wire *wire, size_t len)
{
	if (wire->asked)
		return true;
	wire->unasked += len;
	if (wire->unasked > TLS_UNASKED_MAX)
		wire->refused = "the peer asks for more than it takes";
	return !wire->refused;
}

static int
write_wire(BIO *bio, const char *octets, size_t len, size_t *written)
{
	struct tls_wire *wire = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	if (wire->refused || !may_write(wire, len))
		return 0;
	if (!octet_queue_append(&wire->out,
		    (struct h1_span){(const uint8_t *)octets, len})) {
		wire->refused = "out of memory";
		return 0;
	}
	*written = len;
	return 1;
}

/* Takes octets off; thousands of sessions are idle at a time, so what is empty
 * keeps no memory. */
static void
take(struct octet_queue *queue, size_t len)
{
	octet_queue_consume(queue, len);
	if (octet_queue_len(queue) == 0)
		octet_queue_free(queue);
}

static int
read_wire(BIO *bio, char *out, size_t len, size_t *n_read)
{
	struct tls_wire *wire = BIO_get_data(bio);
	struct h1_span in = octet_queue_span(&wire->in);

	BIO_clear_retry_flags(bio);
	if (wire->refused)
		return 0;
	if (in.len == 0) {
		BIO_set_retry_read(bio);
		return 0;
	}
	*n_read = len < in.len ? len : in.len;
	memcpy(out, in.at, *n_read);
	take(&wire->in, *n_read);
	return 1;
}

static long
control(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	/* There is nothing between us and the wire that could be flushed. */
	return command == BIO_CTRL_FLUSH;
}

/* The kind of our BIO, made once: it stays for as long as the process. */
static BIO_METHOD *method;
static CRYPTO_ONCE method_once = CRYPTO_ONCE_STATIC_INIT;

static void
make_method(void)
{
	int kind = BIO_get_new_index();

	method = kind < 0 ? NULL
			  : BIO_meth_new(kind | BIO_TYPE_SOURCE_SINK, "wire");
	if (!method)
		return;
	BIO_meth_set_read_ex(method, read_wire);
	BIO_meth_set_write_ex(method, write_wire);
	BIO_meth_set_ctrl(method, control);
}

BIO *
tls_wire_bio(struct tls_wire *wire)
{
	BIO *bio;

	if (!CRYPTO_THREAD_run_once(&method_once, make_method) || !method)
		return NULL;
	bio = BIO_new(method);
	if (!bio)
		return NULL;
	BIO_set_data(bio, wire);
	BIO_set_init(bio, 1);
	return bio;
}

struct h1_span
tls_wire_output(struct tls_wire *wire)
{
	if (octet_queue_len(&wire->sending) == 0) {
		wire->sending = wire->out;
		wire->out = (struct octet_queue){.octets = NULL};
	}
	return octet_queue_span(&wire->sending);
}

void
tls_wire_sent(struct tls_wire *wire, size_t len)
{
	take(&wire->sending, len);
	if (octet_queue_len(&wire->sending) + octet_queue_len(&wire->out) == 0)
		wire->unasked = 0;
}
