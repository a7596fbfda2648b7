#include "site/variants.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "h1/cursor.h"
#include "h1/octet.h"
#include "http/path.h"
#include "http/preference.h"

/* Entries of a folder that are looked at, and variants that are weighed. */
#define ENTRIES_MAX 4096
#define VARIANTS_MAX 64

/* What is looked for: names that begin with `front` and a dot, and end in
 * `end`, which is empty or begins with a dot. */
struct pattern {
	struct h1_span front;
	struct h1_span end;
};

struct best {
	unsigned n; /* variants seen */
	unsigned score;
	char name[HTTP_PATH_NAME_MAX + 1];
	struct h1_span language; /* of `name` */
};

static bool
begins_with(struct h1_span name, struct h1_span front)
{
	return name.len >= front.len &&
	       h1_span_equal((struct h1_span){name.at, front.len}, front);
}

static bool
ends_in(struct h1_span name, struct h1_span end)
{
	return name.len >= end.len &&
	       h1_span_equal((struct h1_span){name.at + (name.len - end.len),
				     end.len},
		       end);
}

/* A language tag, about: 2 or 3 letters, then subtags (RFC 5646, 2.1). */
static bool
is_language(struct h1_span tag)
{
	struct h1_cur cur = h1_cur_over(tag);
	struct h1_span subtag = h1_cur_run(&cur, H1_ALPHA);

	if (subtag.len < 2 || subtag.len > 3)
		return false;
	while (h1_cur_octet(&cur, '-')) {
		subtag = h1_cur_run(&cur, H1_ALPHA | H1_DIGIT);
		if (subtag.len < 1 || subtag.len > 8)
			return false;
	}
	return h1_cur_at_end(&cur);
}

/* The part behind the first dot of `rest`, which begins with one. */
static struct h1_span
part_next(struct h1_span *rest)
{
	struct h1_cur cur = h1_cur_over(*rest);
	const uint8_t *from;

	h1_cur_octet(&cur, '.');
	from = cur.at;
	while (!h1_cur_at_end(&cur) && *cur.at != '.')
		cur.at++;
	*rest = h1_cur_rest(&cur);
	return h1_span_between(from, cur.at);
}

/* Whether the name is one of the pattern's: ".language", ".extension", or both
 * in that order; `language` is absent if there is none. */
static bool
is_variant(struct h1_span *language, const struct pattern *pattern,
	struct h1_span name, const struct request *request)
{
	struct h1_span rest = name, first;

	*language = (struct h1_span){NULL, 0};
	if (!begins_with(name, pattern->front) ||
		!ends_in(name, pattern->end) ||
		name.len <= pattern->front.len + pattern->end.len)
		return false;
	rest.at += pattern->front.len;
	rest.len -= pattern->front.len + pattern->end.len;
	if (rest.at[0] != '.' ||
		http_coding_of_name(name) != HTTP_CODING_IDENTITY)
		return false;
	first = part_next(&rest);
	if (pattern->end.len > 0) {
		*language = first;
		return rest.len == 0 && is_language(first);
	}
	if (rest.len == 0)
		return http_media_table_knows(&request->site->media.table,
			name);
	*language = first;
	part_next(&rest);
	return rest.len == 0 && is_language(first) &&
	       http_media_table_knows(&request->site->media.table, name);
}

/* How much the client wants it; 0 if it forbids it. */
static unsigned
score_of(struct h1_span name, struct h1_span language,
	const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	struct h1_span type =
		http_media_table_of_name(&request->site->media.table, name);
	unsigned score = http_preference_type(fields, type);

	if (language.at != NULL)
		return score * http_preference_language(fields, language);
	/* Who asks for a language gets one, if it is there. */
	return score * (HTTP_PREFERENCE_UNLISTED + 1);
}

static bool
is_better(const struct best *best, unsigned score, const char *name,
	struct h1_span language)
{
	if (best->name[0] == '\0' || score != best->score)
		return score > best->score;
	if ((language.at == NULL) != (best->language.at == NULL))
		return language.at == NULL;
	return strcmp(name, best->name) < 0;
}

static void
consider(struct best *best, struct text *list, const char *name,
	const struct pattern *pattern, const struct request *request)
{
	struct h1_span span = {(const uint8_t *)name, strlen(name)}, language;
	unsigned score;

	if (span.len > HTTP_PATH_NAME_MAX ||
		!is_variant(&language, pattern, span, request))
		return;
	best->n++;
	text_add_uri(list, span);
	text_put(list, "\n");
	score = score_of(span, language, request);
	if (score == 0 || !is_better(best, score, name, language))
		return;
	best->score = score;
	memcpy(best->name, name, span.len + 1);
	best->language = language;
	if (language.at != NULL)
		best->language.at =
			(const uint8_t *)best->name + (language.at - span.at);
}

static bool
scan(struct best *best, struct text *list, const struct pattern *pattern,
	const struct request *request, struct h1_span folder)
{
	int descriptor = folder_open(&request->site->folder, folder,
		O_RDONLY | O_DIRECTORY);
	DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
	const struct dirent *entry;
	unsigned n = 0;

	if (!entries) {
		bool busy = folder_busy(errno);

		if (descriptor >= 0)
			close(descriptor);
		return !busy;
	}
	while (n++ < ENTRIES_MAX && best->n < VARIANTS_MAX &&
		(entry = readdir(entries)) != NULL)
		consider(best, list, entry->d_name, pattern, request);
	closedir(entries);
	return true;
}

/* All but the extension, if a type is known for that. */
static struct pattern
pattern_of(struct h1_span name, const struct request *request)
{
	struct h1_span extension = http_media_extension(name);
	struct pattern pattern = {name, {name.at + name.len, 0}};

	if (extension.len > 0 &&
		http_media_table_knows(&request->site->media.table, name)) {
		pattern.front.len -= extension.len + 1;
		pattern.end.at = name.at + pattern.front.len;
		pattern.end.len = extension.len + 1;
	}
	return pattern;
}

enum variants_result
variants_choose(struct text *path, struct representation *representation,
	const struct request *request, struct h1_span name)
{
	struct pattern pattern = pattern_of(folder_name(name), request);
	struct best best = {.n = 0};
	struct text *location = &representation->location;

	if (!http_path_segment_names(pattern.front))
		return VARIANTS_NONE;
	if (!scan(&best, location, &pattern, request, folder_parent(name)))
		return VARIANTS_BUSY;
	if (best.n == 0)
		return VARIANTS_NONE;
	representation->by_name = true;
	if (best.score == 0)
		return VARIANTS_UNWANTED;
	text_free(location);
	text_add_uri(location, (struct h1_span){(const uint8_t *)best.name,
				       strlen(best.name)});
	text_add(&representation->language, best.language);
	text_add(path, folder_parent(name));
	text_put(path, best.name);
	return path->failed || location->failed ? VARIANTS_BUSY
						: VARIANTS_CHOSEN;
}
