/* http-parser alone, as fuzzers of it run it: no oracle but the sanitizers. */

#include <http_parser.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static http_parser_settings settings;
	http_parser parser;

	http_parser_settings_init(&settings);
	http_parser_init(&parser, HTTP_REQUEST);
	(void)http_parser_execute(&parser, &settings, (const char *)at, len);
	return 0;
}
