#!/bin/sh
# Returns the content of the request; for servers that run CGI programs.
printf 'Content-Type: application/octet-stream\r\n\r\n'
exec cat
