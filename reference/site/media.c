#include "site/media.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM_TABLE "/etc/mime.types"
#define TEXT_MAX ((size_t)8 << 20)

/* All of a file, which must be regular; NULL with errno set. */
static uint8_t *
read_all(int descriptor, size_t *len)
{
	struct stat st;
	uint8_t *text;
	size_t size, at = 0;
	ssize_t n;

	if (fstat(descriptor, &st) != 0)
		return NULL;
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > TEXT_MAX) {
		errno = EINVAL;
		return NULL;
	}
	size = (size_t)st.st_size;
	text = malloc(size + 1);
	while (text != NULL && at < size) {
		n = read(descriptor, text + at, size - at);
		if (n < 0) {
			free(text);
			return NULL;
		}
		if (n == 0)
			break;
		at += (size_t)n;
	}
	*len = at;
	return text;
}

static bool
make_table(struct media *media, size_t len)
{
	struct h1_span text = {media->text, len};
	size_t n = 2 * http_media_table_count(text) + 1, n_rows = 1;

	while (n_rows < n)
		n_rows *= 2;
	media->rows = calloc(n_rows, sizeof(*media->rows));
	if (!media->rows)
		return false;
	http_media_table_read(&media->table, media->rows, n_rows, text);
	return true;
}

bool
media_init(struct media *media, const char *name)
{
	int descriptor, error;
	size_t len = 0;

	*media = (struct media){.text = NULL};
	descriptor = open(name ? name : SYSTEM_TABLE, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return name == NULL;
	media->text = read_all(descriptor, &len);
	error = errno;
	close(descriptor);
	errno = error;
	if (media->text != NULL && make_table(media, len))
		return true;
	error = errno;
	media_free(media);
	errno = error;
	return false;
}

void
media_free(struct media *media)
{
	free(media->rows);
	free(media->text);
	*media = (struct media){.text = NULL};
}
