#ifndef SERVER_FILES_H
#define SERVER_FILES_H

/*
 * The regular files below one folder. No symbolic link is followed, no name
 * that begins with a dot is found, and what is neither a folder nor a regular
 * file does not exist.
 */

#include "h1/base.h"
#include "http/validator.h"

/* Room for the opaque part of an entity-tag. */
#define FILES_TAG_MAX 64

struct files {
	int folder; /* descriptor, owned; -1 for no files at all */
};

/* An open file; `descriptor` is owned, and -1 if it is closed. */
struct file {
	int descriptor;
	uint64_t size;
	int64_t modified; /* seconds since 1970-01-01 00:00:00 UTC */
	bool settled;	  /* a further change would show in the tag */
	uint8_t tag[FILES_TAG_MAX];
	size_t tag_len;
};

enum files_result {
	FILES_OK,
	FILES_NONE, /* there is no such file */
	FILES_BUSY  /* out of descriptors or memory */
};

/* Opens the folder; false with errno set. */
bool files_init(struct files *files, const char *folder);
void files_free(struct files *files);

/*
 * Opens the file at `path`, which begins with "/" and is already decoded. `now`
 * is the time in seconds since 1970. *file is written only on FILES_OK, and to
 * be given to file_close().
 */
enum files_result files_open(const struct files *files, struct file *file,
	struct h1_span path, int64_t now);

/* Reads up to `len` octets at offset `at`. Gives how many; 0 if the file has
 * become shorter or cannot be read. */
size_t
file_read(const struct file *file, uint8_t *out, size_t len, uint64_t at);

void file_close(struct file *file);

/* Its validators; borrows `file`. */
struct http_representation file_representation(const struct file *file);

#endif
