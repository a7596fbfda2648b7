#include "reader/parameters.h"

#include "engine/entry.h"

/* Such that each limit is met by messages of a few lines; zero is the default,
 * since limits of zero would refuse everything. */
static const struct h1_limits sets[] = {
	{0},
	/* lines, one as long as a vector */
	{.start_line = 40,
		.field_line = 64,
		.chunk_line = 10,
		.chunk_exts = 1000,
		.empty_lines = 2,
		.fields = 100,
		.field_section = 4000,
		.trailer_section = 4000,
		.content = 4000},
	/* sections, which end in the midst of a line */
	{.start_line = 100,
		.field_line = 100,
		.chunk_line = 100,
		.chunk_exts = 16,
		.empty_lines = 4,
		.fields = 100,
		.field_section = 130,
		.trailer_section = 50,
		.content = 1000},
	/* numbers */
	{.start_line = 1000,
		.field_line = 1000,
		.chunk_line = 1000,
		.chunk_exts = 1000,
		.empty_lines = 1,
		.fields = 3,
		.field_section = 1000,
		.trailer_section = 1000,
		.content = 16},
	/* hardly anything */
	{.start_line = 16,
		.field_line = 12,
		.chunk_line = 3,
		.chunk_exts = 3,
		.empty_lines = 0,
		.fields = 2,
		.field_section = 24,
		.trailer_section = 12,
		.content = 5},
	/* more than a reader can count */
	{.start_line = SIZE_MAX,
		.field_line = SIZE_MAX,
		.chunk_line = SIZE_MAX,
		.chunk_exts = SIZE_MAX,
		.empty_lines = SIZE_MAX,
		.fields = SIZE_MAX,
		.field_section = SIZE_MAX,
		.trailer_section = SIZE_MAX,
		.content = UINT64_MAX},
};

struct parameters
parameters_of(struct h1_span *input)
{
	const uint8_t *end = input->at + input->len;
	bool messages_alone =
		input->len < 2 || (end[-2] == '\r' && end[-1] == '\n');

	return (struct parameters){input, !messages_alone};
}

unsigned
parameter_next(struct parameters *parameters, unsigned limit)
{
	if (!parameters->there)
		return 0;
	return entry_parameter(parameters->input, limit);
}

void
parameter_reader(struct parameters *parameters, struct walk_options *options)
{
	unsigned octet = parameter_next(parameters, 256);
	unsigned set = octet % 8;

	options->limits = set > 0 && set < N(sets) ? &sets[set] : NULL;
	options->no_trailers = octet & 0x10;
	options->room = octet & 0x20 ? 3 : 0;
}

void
parameter_kind(struct parameters *parameters, struct walk_options *options)
{
	unsigned octet = parameter_next(parameters, 4);

	options->kind = octet ? H1_RESPONSE : H1_REQUEST;
	options->answers =
		octet ? (enum h1_answers)(octet - 1) : H1_ANSWERS_OTHER;
}
