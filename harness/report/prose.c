#include "report/prose.h"

#include <string.h>

void
prose_octet(struct octets *out, uint8_t octet)
{
	switch (octet) {
	case '\r':
		octets_text(out, "\\r");
		return;
	case '\n':
		octets_text(out, "\\n");
		return;
	case '\t':
		octets_text(out, "\\t");
		return;
	case '\\':
		octets_text(out, "\\\\");
		return;
	default:
		if (octet >= 0x20 && octet < 0x7f)
			octets_append(out, &octet, 1);
		else
			octets_format(out, "\\x%02x", octet);
	}
}

void
prose_octets(struct octets *out, const void *at, size_t len)
{
	const uint8_t *octets = at;

	for (size_t i = 0; i < len; i++)
		prose_octet(out, octets[i]);
}

size_t
prose_column(const struct octets *out)
{
	size_t n = 0;

	while (n < out->len && out->at[out->len - 1 - n] != '\n')
		n++;
	return n;
}

/* A word is safe text already but for what a target may have put in it; what
 * was escaped before is not escaped again. */
static void
safe_word(struct octets *out, const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (word[i] == '\\')
			octets_append(out, "\\", 1);
		else
			prose_octet(out, (uint8_t)word[i]);
	}
}

static void
put_word(struct octets *out, unsigned indent, const struct octets *word,
	bool first)
{
	if (!first && prose_column(out) + 1 + word->len > PROSE_WIDTH) {
		octets_append(out, "\n", 1);
		octets_repeat(out, " ", 1, indent);
	} else if (!first) {
		octets_append(out, " ", 1);
	}
	octets_append(out, word->at, word->len);
}

void
prose_wrap(struct octets *out, unsigned indent, const char *text)
{
	struct octets word = {0};
	bool first = true;

	while (*(text += strspn(text, " \n")) != '\0') {
		size_t len = strcspn(text, " \n");

		octets_clear(&word);
		safe_word(&word, text, len);
		put_word(out, indent, &word, first);
		first = false;
		text += len;
	}
	octets_append(out, "\n", 1);
	octets_free(&word);
}

void
prose_item(struct octets *out, const char *label, const char *text)
{
	octets_format(out, "  %s ", label);
	prose_wrap(out, PROSE_LABEL, text);
}

const char *
prose_string(struct octets *o)
{
	if (!octets_append(o, "", 1))
		return "";
	o->len--;
	return (const char *)o->at;
}
