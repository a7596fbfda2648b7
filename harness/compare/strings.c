#include "compare/strings.h"

#include <string.h>

void
strings_open(struct strings *s)
{
	*s = (struct strings){.list = json_array(), .places = json_object()};
}

json_t *
strings_put(struct strings *s, const char *at, size_t len)
{
	json_t *place = json_object_getn(s->places, at, len);

	if (place != NULL)
		return json_incref(place);
	place = json_integer((json_int_t)json_array_size(s->list));
	s->len += len;
	if (json_array_append_new(s->list, json_stringn(at, len)) != 0 ||
		json_object_setn(s->places, at, len, place) != 0)
		s->failed = true;
	return place;
}

json_t *
strings_text(struct strings *s, const char *text)
{
	return strings_put(s, text, strlen(text));
}

json_t *
strings_close(struct strings *s)
{
	json_t *list = s->list;

	json_decref(s->places);
	if (s->failed) {
		json_decref(list);
		list = NULL;
	}
	*s = (struct strings){0};
	return list;
}
