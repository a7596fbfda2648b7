#include "report/shell_octets.h"

#include "report/pieces.h"
#include "report/prose.h"

#define ARGUMENT_WIDTH 55
#define ESCAPE_WIDTH 5

enum quoting {
	QUOTING_B,	/* an argument for %b: \0ooo */
	QUOTING_FORMAT, /* a format: \ooo, %% */
};

/* Letters, digits and the like; neither quote, backslash, % nor leading -. */
static bool
is_plain(uint8_t octet)
{
	return octet >= 0x20 && octet < 0x7f && octet != '\'' &&
	       octet != '\\' && octet != '%' && octet != '-';
}

static void
quote_octet(struct octets *out, enum quoting quoting, uint8_t octet, bool first)
{
	if (is_plain(octet) || (octet == '-' && !first))
		octets_append(out, &octet, 1);
	else if (octet == '%')
		octets_text(out, quoting == QUOTING_FORMAT ? "%%" : "%");
	else if (octet == '\\' || octet == '\r' || octet == '\n')
		prose_octet(out, octet);
	else
		octets_format(out, quoting == QUOTING_B ? "\\0%03o" : "\\%03o",
			octet);
}

static void
put_argument(struct octets *out, const uint8_t *at, size_t len)
{
	octets_text(out, "'");
	for (size_t i = 0; i < len; i++)
		quote_octet(out, QUOTING_B, at[i], i == 0);
	octets_text(out, "'");
}

static size_t
argument_len(const uint8_t *at, size_t len)
{
	return pieces_line(at, len, is_plain, ESCAPE_WIDTH, ARGUMENT_WIDTH);
}

/* printf %b writes its arguments one behind the other. */
static void
put_literal(struct octets *out, const uint8_t *at, size_t len)
{
	size_t n = argument_len(at, len);
	const char *before = n < len ? " \\\n" SHELL_INDENT "    " : " ";

	octets_text(out, SHELL_INDENT "printf %b");
	while (len > 0) {
		n = argument_len(at, len);
		octets_text(out, before);
		put_argument(out, at, n);
		at += n;
		len -= n;
	}
	octets_text(out, "\n");
}

/* tr takes single letters and \ooo. */
static void
put_octet_run(struct octets *out, uint8_t octet, size_t times)
{
	octets_format(out, SHELL_INDENT "head -c %zu /dev/zero", times);
	if (octet != 0)
		octets_format(out, " | tr '\\0' '\\%03o'", octet);
	octets_text(out, "\n");
}

/* printf uses its format once for each argument; %.0s prints none of it. */
static void
put_run(struct octets *out, const uint8_t *at, size_t len, size_t times)
{
	octets_text(out, SHELL_INDENT "printf '");
	for (size_t i = 0; i < len; i++)
		quote_octet(out, QUOTING_FORMAT, at[i], i == 0);
	octets_format(out, "%%.0s' $(seq %zu)\n", times);
}

void
shell_octets(struct octets *out, const uint8_t *at, size_t len)
{
	size_t pos = 0;
	struct piece p;

	while (pieces_next(at, len, &pos, &p)) {
		if (p.times == 1)
			put_literal(out, at + p.off, p.len);
		else if (p.len == 1)
			put_octet_run(out, at[p.off], p.times);
		else
			put_run(out, at + p.off, p.len, p.times);
	}
}
