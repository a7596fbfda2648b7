#include "site/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/path.h"
#include "site/accept.h"
#include "site/file.h"
#include "site/reply.h"
#include "site/temporary.h"

/* A request to change the file `name` of a folder. */
struct change {
	struct task task;	/* first */
	struct request request; /* without path */
	int folder;		/* owned */
	char name[HTTP_PATH_NAME_MAX + 1];
	struct temporary temporary;
	bool writes; /* PUT; else DELETE */
	mode_t mode; /* of the file that is there */
};

static void
change_free(struct task *task)
{
	struct change *change = (struct change *)task;

	temporary_close(&change->temporary);
	close(change->folder);
	free(change);
}

/* What is there now. False, and it is answered, if that is no file to be
 * changed. */
static bool
look_at(bool *exists, struct file *file, struct change *change)
{
	const struct request *request = &change->request;
	struct stat st;

	*exists = fstatat(change->folder, change->name, &st,
			  AT_SYMLINK_NOFOLLOW) == 0;
	if (!*exists)
		return true;
	if (S_ISREG(st.st_mode)) {
		file_describe(file, request, &st);
		change->mode = st.st_mode & 0777;
		return true;
	}
	http_respond(request->exchange, S_ISDIR(st.st_mode) ? 405 : 403);
	if (S_ISDIR(st.st_mode))
		reply_allow(request,
			HTTP_ALLOW_GET | HTTP_ALLOW_HEAD | HTTP_ALLOW_OPTIONS);
	http_explain(request->exchange, S_ISDIR(st.st_mode) ? 405 : 403,
		"this is not a file");
	return false;
}

/* Whether the change is still wanted, seeing what is there; if not, it is
 * answered (RFC 9110, section 13.2.1). */
static bool
is_wanted(bool *exists, struct change *change)
{
	struct http_representation representation = {.exists = false};
	struct http_precondition p;
	struct file file;

	if (!look_at(exists, &file, change))
		return false;
	if (*exists) {
		representation = file_representation(&file);
	} else if (!change->writes) {
		http_explain(change->request.exchange, 404,
			"there is no such file");
		return false;
	}
	return reply_conditions(&p, &change->request, &representation) ==
	       HTTP_CONDITION_PROCEED;
}

static void
explain_failure(const struct request *request, int error)
{
	const char *text;
	unsigned status = temporary_status(error, &text);

	http_explain(request->exchange, status, text);
}

/* What cannot be stored cannot be there to be deleted either. */
static void
explain_place(const struct request *request, unsigned status, const char *text)
{
	if (request->method == HTTP_METHOD_DELETE)
		http_explain(request->exchange, 404, "there is no such file");
	else
		http_explain(request->exchange, status, text);
}

/* The descriptor of the folder that the file is in, or is to be; -1 if it is
 * answered. */
static int
open_parent(const struct request *request)
{
	int folder;

	if (!http_path_segment_stores(folder_name(request->path))) {
		explain_place(request, 403,
			"no file can be stored under that name");
		return -1;
	}
	folder = folder_open(&request->site->folder,
		folder_parent(request->path), O_RDONLY | O_DIRECTORY);
	if (folder < 0 && folder_busy(errno))
		reply_unopened(request, errno);
	else if (folder < 0)
		explain_place(request, 409, "there is no such folder");
	return folder;
}

/* A change with its folder open. NULL if it is answered. */
static struct change *
change_new(const struct request *request)
{
	struct h1_span name = folder_name(request->path);
	int folder = open_parent(request);
	struct change *change;

	if (folder < 0)
		return NULL;
	change = calloc(1, sizeof(*change));
	if (!change) {
		close(folder);
		http_explain(request->exchange, 503, "out of memory");
		return NULL;
	}
	change->task.free = change_free;
	change->request = *request;
	change->request.path = (struct h1_span){NULL, 0};
	memcpy(change->name, name.at, name.len);
	change->folder = folder;
	temporary_init(&change->temporary, folder);
	return change;
}

static void
put_content(struct task *task, struct http_exchange *exchange,
	struct h1_span octets)
{
	struct change *change = (struct change *)task;

	(void)exchange;
	if (change->temporary.descriptor < 0)
		return;
	if (temporary_write(&change->temporary, octets))
		return;
	explain_failure(&change->request, errno);
	temporary_close(&change->temporary);
}

/* 201 or 204; the tag tells that it was stored as it came (section 9.3.4). */
static void
answer_stored(const struct change *change, bool existed)
{
	const struct request *request = &change->request;
	struct http_representation representation;
	struct file file;
	struct stat st;
	bool known = fstatat(change->folder, change->name, &st,
			     AT_SYMLINK_NOFOLLOW) == 0;

	http_respond(request->exchange, existed ? 204 : 201);
	if (known) {
		file_describe(&file, request, &st);
		representation = file_representation(&file);
		reply_tag(request, &representation.tag);
	}
	if (existed) {
		http_send(request->exchange, H1_SPAN(""));
		return;
	}
	reply_field(request, "Location", h1_head_path(request->head));
	http_explain(request->exchange, 201, "the file is stored");
}

static void
put_end(struct task *task, struct http_exchange *exchange)
{
	struct change *change = (struct change *)task;
	struct stamps *stamps = &change->request.site->stamps;
	bool existed;

	(void)exchange;
	if (change->temporary.descriptor < 0)
		return;
	stamps_lock(stamps);
	if (is_wanted(&existed, change)) {
		/* Who could not read it before cannot now. */
		if ((!existed || fchmod(change->temporary.descriptor,
					 change->mode) == 0) &&
			temporary_finish(&change->temporary, stamps) &&
			temporary_publish(&change->temporary, change->name,
				true))
			answer_stored(change, existed);
		else
			explain_failure(&change->request, errno);
	}
	stamps_unlock(stamps);
}

void
store_put(const struct request *request)
{
	struct change *change;
	bool exists;

	if (!accept_put(request))
		return;
	change = change_new(request);
	if (!change)
		return;
	change->writes = true;
	change->task.content = put_content;
	change->task.end = put_end;
	http_exchange_set_state(request->exchange, change);
	if (is_wanted(&exists, change) &&
		!temporary_open(&change->temporary,
			exists ? change->mode : TEMPORARY_MODE))
		explain_failure(request, errno);
}

static void
delete_end(struct task *task, struct http_exchange *exchange)
{
	struct change *change = (struct change *)task;
	struct stamps *stamps = &change->request.site->stamps;
	bool exists;

	stamps_lock(stamps);
	if (is_wanted(&exists, change)) {
		if (unlinkat(change->folder, change->name, 0) == 0) {
			http_respond(exchange, 204);
			http_send(exchange, H1_SPAN(""));
		} else {
			explain_failure(&change->request, errno);
		}
	}
	stamps_unlock(stamps);
}

void
store_delete(const struct request *request)
{
	struct change *change = change_new(request);

	if (!change)
		return;
	change->task.end = delete_end;
	http_exchange_set_state(request->exchange, change);
}
