#ifndef SITE_VARIANTS_H
#define SITE_VARIANTS_H

/*
 * Variants of one resource that stand beside each other under longer names:
 * for a path that no entry has,
 *
 *	photo		photo.png, photo.webp
 *	page		page.html, page.de.html, page.en.html
 *	page.html	page.de.html, page.en.html
 *
 * A part between two dots that is a language tag, with an extension behind it
 * whose media type is known, is the language.
 */

#include "site/representation.h"

enum variants_result {
	VARIANTS_CHOSEN,   /* *path is that of the best */
	VARIANTS_NONE,	   /* there are none */
	VARIANTS_UNWANTED, /* the client forbids all */
	VARIANTS_BUSY
};

/*
 * Chooses by Accept and Accept-Language; among equals the one without a
 * language, then the least name. What the client says nothing about is better
 * than nothing; what it forbids is not sent.
 *
 * `path` is added to. representation->location and ->language are filled, with
 * VARIANTS_UNWANTED the location with a list of all.
 */
enum variants_result
variants_choose(struct text *path, struct representation *representation,
	const struct request *request, struct h1_span name);

#endif
