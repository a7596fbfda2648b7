/*
 * picohttpparser. It keeps no state: a head that is not complete is read anew
 * from its start (last_len spares only the search for its end), and chunked
 * content is decoded in the buffer.
 *
 * Compiled once for the library as packaged and once for its source built with
 * SSE4.2; PEER, PEER_ID and PEER_NAME tell them apart.
 */

#include "bench.h"
#include "phr.h"

enum {
	PHR_MORE = -2
};

static enum bench_kind side;
static struct phr_header headers[BENCH_FIELDS_MAX];

/* What both kinds of message give. */
struct head {
	const char *method, *target, *reason;
	size_t method_len, target_len, reason_len;
	int minor, status;
	size_t n;
	int len; /* or negative */
};

static bool
available(void)
{
#ifdef __SSE4_2__
	return __builtin_cpu_supports("sse4.2");
#else
	return true;
#endif
}

static void
start(const struct bench_workload *workload)
{
	side = workload->kind;
}

static void
parse(struct head *head, const char *octets, size_t len, size_t last_len)
{
	head->n = BENCH_FIELDS_MAX;
	if (side == BENCH_REQUEST)
		head->len = phr_parse_request(octets, len, &head->method,
			&head->method_len, &head->target, &head->target_len,
			&head->minor, headers, &head->n, last_len);
	else
		head->len = phr_parse_response(octets, len, &head->minor,
			&head->status, &head->reason, &head->reason_len,
			headers, &head->n, last_len);
}

static void
read_head(struct head *head, const struct bench_input *input, size_t piece)
{
	size_t arrived = 0, before;

	do {
		size_t left = input->len - arrived;

		before = arrived;
		arrived += left < piece ? left : piece;
		parse(head, (const char *)input->octets, arrived, before);
	} while (head->len == PHR_MORE && arrived < input->len);
}

static struct bench_part
part(const struct bench_input *input, const char *at, size_t len)
{
	return (struct bench_part){
		(uint32_t)(at - (const char *)input->octets), (uint32_t)len};
}

static void
fill(struct bench_answer *answer, const struct bench_input *input,
	const struct head *head)
{
	size_t i;

	if (side == BENCH_REQUEST) {
		answer->method = part(input, head->method, head->method_len);
		answer->target = part(input, head->target, head->target_len);
	} else {
		answer->status = (unsigned)head->status;
	}
	answer->minor = (unsigned)head->minor;
	answer->n_fields = head->n;
	for (i = 0; i < head->n; i++) {
		const struct phr_header *header = &headers[i];

		answer->fields[i] = (struct bench_field){
			part(input, header->name, header->name_len),
			part(input, header->value, header->value_len)};
	}
}

static bool
read_chunked(struct bench_answer *answer, const struct bench_input *input)
{
	struct phr_chunked_decoder decoder = {.consume_trailer = 1};
	size_t n = input->len - answer->consumed;
	ssize_t left = phr_decode_chunked(&decoder,
		(char *)input->octets + answer->consumed, &n);

	if (left < 0)
		return false;
	answer->content = n;
	answer->consumed = input->len - (size_t)left;
	return true;
}

static bool
read_message(struct bench_answer *answer, const struct bench_input *input,
	const struct bench_workload *workload)
{
	struct head head;

	read_head(&head, input, workload->piece);
	if (head.len < 0)
		return false;
	fill(answer, input, &head);
	answer->content = 0;
	answer->consumed = (size_t)head.len;
	return !workload->chunked || read_chunked(answer, input);
}

const struct bench_peer PEER = {
	.id = PEER_ID,
	.name = PEER_NAME,
	.role = BENCH_PEER,
	.in_place = true,
	.available = available,
	.start = start,
	.read = read_message,
};
