/* llhttp alone, as fuzzers of it run it: no oracle but the sanitizers. */

#include <llhttp.h>

#include "engine/entry.h"

const struct entry entry; /* none: nothing is marked */

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static llhttp_settings_t settings;
	llhttp_t parser;

	llhttp_settings_init(&settings);
	llhttp_init(&parser, HTTP_REQUEST, &settings);
	(void)llhttp_execute(&parser, (const char *)at, len);
	return 0;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}
