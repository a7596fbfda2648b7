#include "site/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/date.h"
#include "http/path.h"
#include "site/reply.h"
#include "site/text.h"

/* More entries are not shown. */
#define ENTRIES_MAX 10000

/* It has no validator, and changes with each file. */
#define CACHE_CONTROL "no-store"

struct entry {
	char name[HTTP_PATH_NAME_MAX + 1];
	bool folder;
	uint64_t size;
	int64_t modified;
};

struct entries {
	struct entry *at; /* owned */
	size_t n, room;
	bool more; /* some are left out */
};

/* What GET would find there: a link only if it is followed, and to the inside.
 * False if nothing. */
static bool
look_at(struct entry *entry, const struct request *request, DIR *folder,
	struct h1_span name)
{
	struct text path = {.octets = NULL};
	struct stat st = {.st_mode = 0};
	int descriptor = -1;

	if (fstatat(dirfd(folder), entry->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	if (S_ISLNK(st.st_mode)) {
		text_add(&path, request->path);
		text_add(&path, name);
		if (!path.failed)
			descriptor = folder_open(&request->site->folder,
				text_span(&path), O_RDONLY);
		text_free(&path);
		if (descriptor < 0)
			return false;
		if (fstat(descriptor, &st) != 0)
			st.st_mode = 0;
		close(descriptor);
	}
	entry->folder = S_ISDIR(st.st_mode);
	entry->size = (uint64_t)st.st_size;
	entry->modified = st.st_mtim.tv_sec;
	return entry->folder || S_ISREG(st.st_mode);
}

static bool
grow(struct entries *entries)
{
	size_t room = entries->room ? 2 * entries->room : 64;
	struct entry *at;

	if (entries->n < entries->room)
		return true;
	at = realloc(entries->at, room * sizeof(*at));
	if (!at)
		return false;
	entries->at = at;
	entries->room = room;
	return true;
}

static bool
add(struct entries *entries, const struct request *request, DIR *folder,
	const char *text)
{
	struct h1_span name = reply_span(text);
	struct entry *entry;

	if (!http_path_segment_names(name) || name.len > HTTP_PATH_NAME_MAX)
		return true;
	if (entries->n == ENTRIES_MAX) {
		entries->more = true;
		return true;
	}
	if (!grow(entries))
		return false;
	entry = &entries->at[entries->n];
	memcpy(entry->name, text, name.len + 1);
	if (look_at(entry, request, folder, name))
		entries->n++;
	return true;
}

/* Folders before files, then by the octets of the names. */
static int
compare(const void *one, const void *other)
{
	const struct entry *a = one, *b = other;

	if (a->folder != b->folder)
		return a->folder ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* False with errno set. */
static bool
read_entries(struct entries *entries, const struct request *request)
{
	int descriptor = folder_open(&request->site->folder, request->path,
		O_RDONLY | O_DIRECTORY);
	DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
	const struct dirent *entry;
	bool ok = true;

	if (!folder) {
		int error = errno;

		if (descriptor >= 0)
			close(descriptor);
		errno = error;
		return false;
	}
	while (ok && !entries->more && (entry = readdir(folder)) != NULL)
		ok = add(entries, request, folder, entry->d_name);
	closedir(folder);
	if (entries->n > 0)
		qsort(entries->at, entries->n, sizeof(*entries->at), compare);
	if (!ok)
		errno = ENOMEM;
	return ok;
}

static void
put_entry(struct text *page, const struct entry *entry)
{
	struct h1_span name = reply_span(entry->name);
	uint8_t date[HTTP_DATE_LEN];

	text_put(page, "<tr><td><a href=\"");
	text_add_uri(page, name);
	text_put(page, entry->folder ? "/\">" : "\">");
	text_add_html(page, name);
	text_put(page, entry->folder ? "/</a><td>" : "</a><td>");
	if (!entry->folder)
		text_add_number(page, entry->size);
	text_put(page, "<td>");
	if (http_date_write(date, entry->modified))
		text_add(page, (struct h1_span){date, sizeof(date)});
	text_put(page, "\n");
}

static void
put_page(struct text *page, const struct request *request,
	const struct entries *entries)
{
	size_t i;

	text_put(page,
		"<!DOCTYPE html>\n<html lang=\"en\">\n"
		"<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<title>");
	text_add_html(page, request->path);
	text_put(page, "</title>\n"
		       "<style>body{font-family:sans-serif}"
		       "td{padding-right:2em}</style>\n<h1>");
	text_add_html(page, request->path);
	text_put(page, "</h1>\n<table>\n");
	if (request->path.len > 1)
		text_put(page, "<tr><td><a href=\"../\">../</a><td><td>\n");
	for (i = 0; i < entries->n; i++)
		put_entry(page, &entries->at[i]);
	text_put(page, "</table>\n");
	if (entries->more)
		text_put(page, "<p>and more\n");
	if (request->site->options.writable)
		text_put(page,
			"<form method=\"post\" enctype=\"multipart/form-data\">"
			"<input type=\"file\" name=\"file\" multiple>"
			"<input type=\"submit\" value=\"Upload\"></form>\n");
}

static void
send_page(const struct request *request, const struct entries *entries)
{
	struct text page = {.octets = NULL};

	put_page(&page, request, entries);
	if (page.failed) {
		http_explain(request->exchange, 503, "out of memory");
	} else {
		http_respond(request->exchange, 200);
		reply_field(request, "Content-Type",
			H1_SPAN("text/html; charset=utf-8"));
		reply_field(request, "Cache-Control", H1_SPAN(CACHE_CONTROL));
		http_send(request->exchange, text_span(&page));
	}
	text_free(&page);
}

void
listing_answer(const struct request *request)
{
	struct entries entries = {.at = NULL};

	if (!request->site->options.listing)
		http_explain(request->exchange, 404, "there is no such file");
	else if (!reply_conditions_plain(request, true, CACHE_CONTROL))
		return;
	else if (read_entries(&entries, request))
		send_page(request, &entries);
	else
		reply_unopened(request, errno);
	free(entries.at);
}
