/*
 * echo.cgi for servers that fall behind when a CGI program takes several
 * processes: returns the content of the request once all of it has come.
 */
#include <stdio.h>
#include <stdlib.h>

#define BODY_MAX ((size_t)1 << 20)

int
main(void)
{
	char *content = malloc(BODY_MAX);
	size_t len = content == NULL ? 0 : fread(content, 1, BODY_MAX, stdin);

	printf("Content-Type: application/octet-stream\r\n\r\n");
	fwrite(content, 1, len, stdout);
	return fflush(stdout) == 0 ? 0 : 1;
}
