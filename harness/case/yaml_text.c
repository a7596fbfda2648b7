#include "case/yaml_text.h"

/* The escapes of cases/FORMAT.md, section 3, but \xNN. */
static const struct {
	char letter;
	uint8_t octet;
} escapes[] = {
	{'r', '\r'},
	{'n', '\n'},
	{'t', '\t'},
	{'0', '\0'},
	{'a', '\a'},
	{'b', '\b'},
	{'e', 0x1B},
	{'f', '\f'},
	{'v', '\v'},
	{'\\', '\\'},
	{'"', '"'},
};

#define N_ESCAPES (sizeof(escapes) / sizeof(escapes[0]))

static int
hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* Reads the escape at in[0], a backslash. Gives its length, 0: none of ours. */
static size_t
read_escape(const uint8_t *in, size_t len, uint8_t *octet)
{
	if (len < 2)
		return 0;
	if (in[1] == 'x') {
		int high = len < 4 ? -1 : hex_digit(in[2]);
		int low = len < 4 ? -1 : hex_digit(in[3]);

		if (high < 0 || low < 0)
			return 0;
		*octet = (uint8_t)(high * 16 + low);
		return 4;
	}
	for (size_t i = 0; i < N_ESCAPES; i++) {
		if (in[1] == (uint8_t)escapes[i].letter) {
			*octet = escapes[i].octet;
			return 2;
		}
	}
	return 0;
}

bool
yaml_text_decode(const uint8_t *in, size_t len, uint8_t *out, size_t *n,
	size_t *off)
{
	size_t i = 0;

	*n = 0;
	while (i < len) {
		uint8_t octet = in[i];
		size_t used = 1;

		if (octet == '\\')
			used = read_escape(in + i, len - i, &octet);
		if (used == 0 || in[i] == '\n') {
			*off = i;
			return false;
		}
		out[(*n)++] = octet;
		i += used;
	}
	return true;
}
