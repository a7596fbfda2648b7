#ifndef SITE_FILE_H
#define SITE_FILE_H

/* A regular file that is served, and its validators. */

#include "http/coding.h"
#include "http/validator.h"
#include "site/inside.h"

struct stat;

/* Room for the opaque part of an entity-tag. */
#define FILE_TAG_MAX 64

/* `descriptor` is owned, and -1 if it is closed. */
struct file {
	int descriptor;
	uint64_t size;
	int64_t modified; /* seconds since 1970-01-01 00:00:00 UTC */
	int64_t change;	  /* the same in ns, as the file has it */
	bool settled;	  /* a further change would show in the date */
	bool strong;	  /* a further change would show in the tag */
	uint8_t tag[FILE_TAG_MAX];
	size_t tag_len;
};

enum file_result {
	FILE_OK,
	FILE_NONE,   /* there is no such file */
	FILE_FOLDER, /* a folder is there */
	FILE_BUSY    /* out of descriptors or memory */
};

/*
 * Opens the file at `path`. *file is written only on FILE_OK, and to be given
 * to file_close().
 */
enum file_result file_open(struct file *file, const struct request *request,
	struct h1_span path);
void file_close(struct file *file);

/* Tells about a file from its status; without a descriptor. */
void file_describe(struct file *file, const struct request *request,
	const struct stat *st);

/* Marks the tag as that of one variant, by its file name: files that were put
 * there together may have one size and time. */
void file_tag_variant(struct file *file, struct h1_span name);

/* Marks the tag as that of the file's content in that coding; `weak` where it
 * is coded anew each time. */
void file_tag_coding(struct file *file, enum http_coding coding, bool weak);

/* Takes that mark off again; the tag stays weak if it was made so. */
void file_untag_coding(struct file *file, enum http_coding coding);

/* Its validators; borrows `file`. */
struct http_representation file_representation(const struct file *file);

/* Reads exactly `len` octets from octet `at`; false if they are not there. */
bool file_read(int descriptor, uint8_t *out, size_t len, uint64_t at);

#endif
