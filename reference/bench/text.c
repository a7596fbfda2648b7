#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
text_alloc(size_t n, size_t size)
{
	void *memory = calloc(n ? n : 1, size);

	if (memory == NULL) {
		fputs("h1bench: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

/* Room for n octets more; gives their place. */
static uint8_t *
extend(struct text *text, size_t n)
{
	if (text->room - text->len < n) {
		size_t room = 2 * (text->len + n);
		uint8_t *octets = text_alloc(room, 1);

		if (text->len > 0)
			memcpy(octets, text->octets, text->len);
		free(text->octets);
		text->octets = octets;
		text->room = room;
	}
	text->len += n;
	return text->octets + text->len - n;
}

void
text_add(struct text *text, const char *string)
{
	size_t n = strlen(string);

	memcpy(extend(text, n), string, n);
}

void
text_add_random(struct text *text, struct random *random, size_t n)
{
	random_text(random, extend(text, n), n);
}

void
text_add_number(struct text *text, size_t n, unsigned base)
{
	char digits[24];
	size_t at = sizeof(digits);

	digits[--at] = '\0';
	do {
		digits[--at] = "0123456789abcdef"[n % base];
		n /= base;
	} while (n > 0);
	text_add(text, digits + at);
}

struct bench_input
text_take(struct text *text)
{
	struct bench_input made = {text->octets, text->len};
	struct bench_input exact = text_copy(&made);

	free(text->octets);
	*text = (struct text){0};
	return exact;
}

struct bench_input
text_copy(const struct bench_input *input)
{
	struct bench_input copy = {text_alloc(input->len, 1), input->len};

	memcpy(copy.octets, input->octets, input->len);
	return copy;
}
