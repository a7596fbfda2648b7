#include "site/representation.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "http/media.h"
#include "http/preference.h"
#include "site/squeeze.h"
#include "site/variants.h"

void
representation_free(struct representation *representation)
{
	file_close(&representation->file);
	text_free(&representation->location);
	text_free(&representation->language);
}

void
representation_leave_out_coding(struct representation *representation)
{
	file_untag_coding(&representation->file, representation->coding);
	representation->coding = HTTP_CODING_IDENTITY;
	representation->squeezed = false;
}

struct h1_span
representation_type(const struct representation *representation)
{
	return (struct h1_span){representation->type, representation->type_len};
}

/* The type by the name; text is taken to be UTF-8, as all that is written
 * today, for nothing says what else it is. */
static void
set_type(struct representation *representation, const struct request *request,
	struct h1_span path)
{
	struct h1_span type =
		http_media_table_of_name(&request->site->media.table, path);
	struct h1_span charset = H1_SPAN("; charset=utf-8");

	memcpy(representation->type, type.at, type.len);
	representation->type_len = type.len;
	if (!http_media_is_text(type))
		return;
	memcpy(representation->type + type.len, charset.at, charset.len);
	representation->type_len += charset.len;
}

/* Opens what stands ready in that coding, and is not older than the file. */
static bool
open_coded(struct file *coded, const struct request *request,
	struct h1_span path, int64_t change, enum http_coding coding)
{
	struct h1_span suffix = http_coding_suffix(coding);
	uint8_t name[FOLDER_PATH_MAX + 8];

	if (path.len > FOLDER_PATH_MAX)
		return false;
	memcpy(name, path.at, path.len);
	memcpy(name + path.len, suffix.at, suffix.len);
	if (file_open(coded, request,
		    (struct h1_span){name, path.len + suffix.len}) != FILE_OK)
		return false;
	if (coded->change >= change)
		return true;
	file_close(coded);
	return false;
}

static unsigned
wanted(const struct request *request, enum http_coding coding)
{
	return http_preference_coding(&request->head->fields,
		http_coding_name(coding));
}

/* Takes the best of what stands ready; a coding rather than none. */
static unsigned
choose_ready(struct representation *representation,
	const struct request *request, struct h1_span path)
{
	unsigned best = wanted(request, HTTP_CODING_IDENTITY), coding;
	int64_t change = representation->file.change;

	for (coding = 0; coding < HTTP_CODING_IDENTITY; coding++) {
		unsigned want = wanted(request, (enum http_coding)coding);
		struct file coded;

		if (want <= HTTP_PREFERENCE_UNLISTED || want < best ||
			(want == best && representation->coding !=
						 HTTP_CODING_IDENTITY) ||
			!open_coded(&coded, request, path, change,
				(enum http_coding)coding))
			continue;
		file_close(&representation->file);
		representation->file = coded;
		representation->coding = (enum http_coding)coding;
		best = want;
	}
	return best;
}

/* Whether to compress: it has to be worth it, and parts of what is coded anew
 * each time cannot be told from parts of another. */
static bool
squeezes(const struct representation *representation,
	const struct request *request, unsigned identity)
{
	const struct h1_fields *fields = &request->head->fields;
	unsigned gzip = wanted(request, HTTP_CODING_GZIP);

	if (gzip <= HTTP_PREFERENCE_UNLISTED || gzip < identity ||
		representation->file.size > SQUEEZE_FILE_MAX)
		return false;
	if (identity == HTTP_PREFERENCE_FORBIDDEN)
		return true;
	return representation->file.size >= SQUEEZE_FILE_MIN &&
	       h1_field_find(fields, H1_SPAN("Range"), 0) == fields->n;
}

/* Chooses a coding; false if none is left that the client does not forbid
 * (RFC 9110, section 12.5.3). */
static bool
choose_coding(struct representation *representation,
	const struct request *request, struct h1_span path)
{
	unsigned best;

	if (!http_coding_pays(representation_type(representation))) {
		best = wanted(request, HTTP_CODING_IDENTITY);
		representation->by_coding = best == HTTP_PREFERENCE_FORBIDDEN;
		return best != HTTP_PREFERENCE_FORBIDDEN;
	}
	representation->by_coding = true;
	best = choose_ready(representation, request, path);
	if (representation->coding == HTTP_CODING_IDENTITY &&
		squeezes(representation, request, best)) {
		representation->coding = HTTP_CODING_GZIP;
		representation->squeezed = true;
	}
	return representation->coding != HTTP_CODING_IDENTITY ||
	       best != HTTP_PREFERENCE_FORBIDDEN;
}

/* Each of what can be had under one name has a tag of its own (RFC 9110,
 * section 8.8.3). */
static void
complete_tag(struct representation *representation, struct h1_span path)
{
	if (representation->by_name)
		file_tag_variant(&representation->file, folder_name(path));
	if (representation->coding != HTTP_CODING_IDENTITY)
		file_tag_coding(&representation->file, representation->coding,
			representation->squeezed);
}

static enum found
found_file(struct representation *representation, const struct request *request,
	struct h1_span path)
{
	set_type(representation, request, path);
	if (choose_coding(representation, request, path)) {
		complete_tag(representation, path);
		return FOUND_FILE;
	}
	text_free(&representation->location);
	text_add_uri(&representation->location, folder_name(path));
	text_put(&representation->location, "\n");
	return FOUND_UNWANTED;
}

/* Looks for `path` among longer names. */
static enum found
find_variant(struct representation *representation,
	const struct request *request, struct h1_span path)
{
	struct text chosen = {.octets = NULL};
	enum found found = FOUND_NONE;

	if (!request->site->options.variants)
		return FOUND_NONE;
	switch (variants_choose(&chosen, representation, request, path)) {
	case VARIANTS_CHOSEN:
		if (file_open(&representation->file, request,
			    text_span(&chosen)) == FILE_OK)
			found = found_file(representation, request,
				text_span(&chosen));
		break;
	case VARIANTS_NONE:
		break;
	case VARIANTS_UNWANTED:
		found = FOUND_UNWANTED;
		break;
	case VARIANTS_BUSY:
		found = FOUND_BUSY;
		break;
	}
	text_free(&chosen);
	return found;
}

static enum found
find_file(struct representation *representation, const struct request *request,
	struct h1_span path)
{
	switch (file_open(&representation->file, request, path)) {
	case FILE_OK:
		return found_file(representation, request, path);
	case FILE_FOLDER:
		return FOUND_NAME;
	case FILE_BUSY:
		return FOUND_BUSY;
	case FILE_NONE:
		break;
	}
	return find_variant(representation, request, path);
}

static bool
is_folder(const struct request *request)
{
	int descriptor = folder_open(&request->site->folder, request->path,
		O_RDONLY | O_DIRECTORY);

	if (descriptor >= 0)
		close(descriptor);
	return descriptor >= 0;
}

/* A folder shows its index.html. */
static enum found
find_index(struct representation *representation, const struct request *request)
{
	struct text path = {.octets = NULL};
	enum found found = FOUND_BUSY;

	text_add(&path, request->path);
	text_put(&path, "index.html");
	if (!path.failed)
		found = find_file(representation, request, text_span(&path));
	text_free(&path);
	if (found != FOUND_NONE && found != FOUND_NAME)
		return found;
	if (is_folder(request))
		return FOUND_FOLDER;
	return folder_busy(errno) ? FOUND_BUSY : FOUND_NONE;
}

enum found
representation_find(struct representation *representation,
	const struct request *request)
{
	memset(representation, 0, sizeof(*representation));
	representation->file.descriptor = -1;
	representation->coding = HTTP_CODING_IDENTITY;
	if (folder_name(request->path).len == 0)
		return find_index(representation, request);
	return find_file(representation, request, request->path);
}
