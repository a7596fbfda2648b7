#include "support/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

bool
standard_streams_keep(void)
{
	static const int ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", ways[fd]) != fd)
			return false;
	return true;
}
