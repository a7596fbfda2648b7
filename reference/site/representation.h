#ifndef SITE_REPRESENTATION_H
#define SITE_REPRESENTATION_H

/* Which representation of a file is sent: proactive negotiation (RFC 9110,
 * section 12.1). */

#include "http/media.h"
#include "site/file.h"
#include "site/text.h"

/* Room for a type and its charset. */
#define REPRESENTATION_TYPE_MAX (HTTP_MEDIA_TYPE_MAX + 16)

struct representation {
	struct file file; /* owned */
	uint8_t type[REPRESENTATION_TYPE_MAX];
	size_t type_len;
	enum http_coding coding; /* what is sent is in that coding */
	bool squeezed;		 /* into which it is brought meanwhile */

	/* What it depended on, for Vary. */
	bool by_coding;
	bool by_name; /* type and language, chosen among variants */

	struct text location; /* owned: Content-Location; empty: none */
	struct text language; /* owned: Content-Language; empty: none */
};

enum found {
	FOUND_FILE,    /* `representation` is written */
	FOUND_FOLDER,  /* a folder without an index */
	FOUND_NAME,    /* a folder, whose path lacks the "/" at its end */
	FOUND_NONE,    /* there is nothing */
	FOUND_BUSY,    /* out of descriptors or memory */
	FOUND_UNWANTED /* nothing that the client does not forbid: 406;
				`representation` is written for Vary, without a
				file, and `location` lists what there is */
};

/* Chooses what request->path names. *representation is always to be given to
 * representation_free(). */
enum found representation_find(struct representation *representation,
	const struct request *request);
void representation_free(struct representation *representation);

/* Gives up the coding into which it was to be brought. */
void representation_leave_out_coding(struct representation *representation);

/* Its Content-Type. */
struct h1_span representation_type(const struct representation *representation);

#endif
