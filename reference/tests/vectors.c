#include "vectors.h"

#include <assert.h>
#include <string.h>

const struct vectors *const vectors_all[] = {
	&vectors_start_line,
	&vectors_target,
	&vectors_field,
	&vectors_framing,
	&vectors_chunked,
	&vectors_response,
	&vectors_limit,
	&vectors_lenient,
	NULL,
};

void
vector_input(struct input *input, const struct vector *v)
{
	const char *caret =
		v->code == H1_E_NONE ? NULL : memchr(v->in, '^', v->len);
	size_t before = caret ? (size_t)(caret - v->in) : v->len;

	assert(v->len <= sizeof(input->at));
	memcpy(input->at, v->in, before);
	if (caret)
		memcpy(input->at + before, caret + 1, v->len - before - 1);
	input->len = caret ? v->len - 1 : v->len;
	input->caret = caret ? before : SIZE_MAX;
}
