#include "h1/start_line.h"

#include "fault/fault.h"
#include "h1/lenient.h"
#include "h1/octet.h"

const uint8_t *
h1_version_octet(struct h1_line *line, const uint8_t *at)
{
	static const uint8_t letters[] = "HTTP/";
	unsigned n = line->reader->n_octets++;

	if (FAULTY(version_leading_zero) && n == 5 && *at == '0')
		return line->reader->n_octets--, at + 1;
	if (FAULTY(version_case) && n < 4 && (*at & ~0x20) == letters[n])
		return at + 1;
	if (FAULTY(higher_minor_refused) && n == 7 && *at > '1')
		return h1_line_refuse(line, H1_E_VERSION_MAJOR, at);
	if (n < 5 ? *at == letters[n]
		  : (n == 6 ? *at == '.' : h1_octet_is(*at, H1_DIGIT))) {
		if (n == 5 && *at != '1')
			return h1_line_refuse(line, H1_E_VERSION_MAJOR, at);
		if (n == 7)
			line->head->minor =
				FAULTY(minor_ignored) ? 1 : h1_octet_hex(*at);
		return at + 1;
	}
	return h1_line_refuse(line, H1_E_VERSION_SYNTAX, at);
}

bool
h1_start_line_space(struct h1_line *line, uint8_t octet)
{
	if (FAULTY(ctl_separates) && octet < '\t')
		return true;
	if (FAULTY(lf_separates) && octet == '\n')
		return true;
	if (!h1_octet_is(octet, H1_LAX_SPACE))
		return false;
	if (octet == '\r' && (line->lenient & H1_LENIENT_BARE_CR))
		return h1_line_tolerates(line, H1_LENIENT_BARE_CR);
	return h1_line_tolerates(line, H1_LENIENT_WS_START_LINE);
}
