#include "site/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/path.h"
#include "http/preference.h"
#include "site/accept.h"
#include "site/reply.h"
#include "site/temporary.h"
#include "site/text.h"

struct upload {
	struct task task;	/* first */
	struct request request; /* path: in `path` */
	struct text path;	/* owned */
	int folder;		/* owned */
	struct http_form form;
	bool refused; /* it is answered already */
	bool storing; /* the part that is read is the last of `files` */
	size_t n;
	struct {
		struct temporary temporary;
		char name[HTTP_PATH_NAME_MAX + 1];
	} files[UPLOAD_FILES_MAX];
};

static void
upload_free(struct task *task)
{
	struct upload *upload = (struct upload *)task;

	while (upload->n > 0)
		temporary_close(&upload->files[--upload->n].temporary);
	if (upload->folder >= 0)
		close(upload->folder);
	text_free(&upload->path);
	free(upload);
}

static void
refuse(struct upload *upload, unsigned status, const char *text)
{
	upload->refused = true;
	http_explain(upload->request.exchange, status, text);
}

static void
refuse_for(struct upload *upload, int error)
{
	const char *text;
	unsigned status = temporary_status(error, &text);

	refuse(upload, status, text);
}

/* A part begins: a file if it has a name; browsers send an empty one where none
 * was chosen. */
static void
begin_part(struct upload *upload)
{
	struct h1_span sent = upload->form.file_name;
	uint8_t name[HTTP_FORM_HEAD_MAX];
	struct temporary *temporary;
	size_t len;

	upload->storing = false;
	if (sent.at == NULL || sent.len == 0)
		return;
	if (!http_form_safe_name(name, &len, sent)) {
		refuse(upload, 400, "a file cannot be stored under its name");
		return;
	}
	if (upload->n == UPLOAD_FILES_MAX) {
		refuse(upload, 413, "too many files in one form");
		return;
	}
	temporary = &upload->files[upload->n].temporary;
	memcpy(upload->files[upload->n].name, name, len);
	upload->files[upload->n].name[len] = '\0';
	temporary_init(temporary, upload->folder);
	if (!temporary_open(temporary, TEMPORARY_MODE)) {
		refuse_for(upload, errno);
		return;
	}
	upload->n++;
	upload->storing = true;
}

static void
add_data(struct upload *upload)
{
	if (upload->storing &&
		!temporary_write(&upload->files[upload->n - 1].temporary,
			upload->form.data))
		refuse_for(upload, errno);
}

static void
end_part(struct upload *upload)
{
	if (upload->storing &&
		!temporary_finish(&upload->files[upload->n - 1].temporary,
			&upload->request.site->stamps))
		refuse_for(upload, errno);
	upload->storing = false;
}

static void
upload_content(struct task *task, struct http_exchange *exchange,
	struct h1_span octets)
{
	struct upload *upload = (struct upload *)task;
	struct h1_cur in = {octets.at, octets.at + octets.len};

	(void)exchange;
	while (!upload->refused) {
		switch (http_form_read(&upload->form, &in)) {
		case HTTP_FORM_MORE:
			return;
		case HTTP_FORM_PART:
			begin_part(upload);
			break;
		case HTTP_FORM_DATA:
			add_data(upload);
			break;
		case HTTP_FORM_DONE:
			end_part(upload);
			break;
		case HTTP_FORM_BAD:
			refuse(upload, 400, "the form is broken");
			break;
		}
	}
}

/* All or none. */
static bool
publish(struct upload *upload)
{
	size_t i;
	int error;

	for (i = 0; i < upload->n; i++) {
		if (!temporary_publish(&upload->files[i].temporary,
			    upload->files[i].name, false))
			break;
	}
	if (i == upload->n)
		return true;
	error = errno;
	while (i > 0)
		unlinkat(upload->folder, upload->files[--i].name, 0);
	errno = error;
	return false;
}

/* Where the files are: the one, or their folder. */
static void
add_location(struct upload *upload, unsigned status)
{
	struct text location = {.octets = NULL};

	text_put(&location, "/static");
	text_add_path(&location, text_span(&upload->path));
	if (status == 201 && upload->n == 1)
		text_add_uri(&location, reply_span(upload->files[0].name));
	if (!location.failed)
		reply_field(&upload->request, "Location", text_span(&location));
	text_free(&location);
}

/* Who asked by a page of ours is shown it again; others are told what came of
 * it (RFC 9110, section 9.3.3). */
static void
answer_stored(struct upload *upload)
{
	const struct request *request = &upload->request;
	bool browser = request->site->options.listing &&
		       http_preference_names_type(&request->head->fields,
			       H1_SPAN("text/html"));
	struct text text = {.octets = NULL};
	size_t i;

	text_put(&text, "Stored:\n");
	for (i = 0; i < upload->n; i++) {
		text_add_uri(&text, reply_span(upload->files[i].name));
		text_put(&text, "\n");
	}
	http_respond(request->exchange, browser ? 303 : 201);
	add_location(upload, browser ? 303 : 201);
	reply_field(request, "Content-Type", H1_SPAN("text/plain"));
	http_send(request->exchange, text_span(&text));
	text_free(&text);
}

static void
upload_end(struct task *task, struct http_exchange *exchange)
{
	struct upload *upload = (struct upload *)task;
	struct stamps *stamps = &upload->request.site->stamps;
	bool published;

	(void)exchange;
	if (upload->refused)
		return;
	if (!http_form_ended(&upload->form)) {
		refuse(upload, 400, "the form is not complete");
		return;
	}
	if (upload->n == 0) {
		refuse(upload, 400, "there is no file in the form");
		return;
	}
	stamps_lock(stamps);
	published = publish(upload);
	stamps_unlock(stamps);
	if (published)
		answer_stored(upload);
	else
		refuse_for(upload, errno);
}

static struct upload *
upload_new(const struct request *request, struct h1_span boundary)
{
	struct upload *upload = calloc(1, sizeof(*upload));

	if (!upload)
		return NULL;
	upload->task.content = upload_content;
	upload->task.end = upload_end;
	upload->task.free = upload_free;
	upload->request = *request;
	text_add(&upload->path, request->path);
	http_form_init(&upload->form, boundary);
	upload->folder = folder_open(&request->site->folder, request->path,
		O_RDONLY | O_DIRECTORY);
	return upload;
}

void
upload_answer(const struct request *request)
{
	struct h1_span boundary;
	struct upload *upload;

	if (!accept_form(&boundary, request) ||
		!reply_conditions_plain(request, false, NULL))
		return;
	upload = upload_new(request, boundary);
	if (!upload) {
		http_explain(request->exchange, 503, "out of memory");
	} else if (upload->path.failed) {
		refuse(upload, 503, "out of memory");
	} else if (upload->folder < 0) {
		upload->refused = true;
		reply_unopened(request, errno);
	}
	http_exchange_set_state(request->exchange, upload);
}
