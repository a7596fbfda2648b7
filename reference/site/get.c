#include "site/get.h"

#include "site/listing.h"
#include "site/reply.h"
#include "site/send.h"

/* 406 lists what there is: RFC 9110, section 15.5.7. */
static void
refuse(const struct request *request, const struct representation *r)
{
	struct text text = {.octets = NULL};

	text_put(&text, "406 Not Acceptable\nThe client forbids each of:\n");
	text_add(&text, text_span(&r->location));
	if (text.failed) {
		http_explain(request->exchange, 503, "out of memory");
	} else {
		http_respond(request->exchange, 406);
		send_vary(request, r);
		reply_field(request, "Content-Type", H1_SPAN("text/plain"));
		http_send(request->exchange, text_span(&text));
	}
	text_free(&text);
}

void
get_answer(const struct request *request)
{
	struct representation r;

	switch (representation_find(&r, request)) {
	case FOUND_FILE:
		send_representation(request, &r);
		break;
	case FOUND_FOLDER:
		listing_answer(request);
		break;
	case FOUND_NAME:
		get_redirect(request);
		break;
	case FOUND_NONE:
		http_explain(request->exchange, 404, "there is no such file");
		break;
	case FOUND_BUSY:
		http_explain(request->exchange, 503, "too many files are open");
		break;
	case FOUND_UNWANTED:
		refuse(request, &r);
		break;
	}
	representation_free(&r);
}

/* A folder is known by the "/" at its end, or what it refers to would be looked
 * for beside it. */
void
get_redirect(const struct request *request)
{
	struct h1_span query = h1_head_query(request->head);
	struct text location = {.octets = NULL};

	text_put(&location, "/static");
	text_add_path(&location, request->path);
	text_put(&location, "/");
	if (query.at != NULL) {
		text_put(&location, "?");
		text_add(&location, query);
	}
	if (!location.failed) {
		http_respond(request->exchange, 301);
		reply_field(request, "Location", text_span(&location));
	}
	http_explain(request->exchange, location.failed ? 503 : 301,
		location.failed ? "out of memory"
				: "this is a folder: its name ends in \"/\"");
	text_free(&location);
}
