/*
 * Prints the words of the mutator as a dictionary, which libFuzzer (-dict=FILE)
 * and AFL++ (-x FILE) read.
 */

#include "mutator/words.h"

#include <stdio.h>

/* What AFL++ takes. */
#define WORD_MAX 128

static void
print_octet(unsigned char octet)
{
	if (octet < ' ' || octet > '~' || octet == '"' || octet == '\\')
		(void)printf("\\x%02X", octet);
	else
		(void)putchar(octet);
}

static void
print_word(struct text word)
{
	size_t i;

	if (word.len == 0 || word.len > WORD_MAX)
		return;
	(void)putchar('"');
	for (i = 0; i < word.len; i++)
		print_octet((unsigned char)word.at[i]);
	(void)puts("\"");
}

int
main(void)
{
	struct words words;
	size_t kind, i;

	for (kind = 0; kind < WORD_KINDS; kind++) {
		words = words_of((enum word_kind)kind);
		for (i = 0; i < words.n; i++)
			print_word(words.at[i]);
	}
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
