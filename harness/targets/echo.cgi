#!/bin/sh
# Returns the content of the request once all of it has come: a server that gives
# all before it takes the answer would wait for us, and we for it. For servers that
# run CGI programs.
content=$(mktemp)
trap 'rm -f "$content"' EXIT
cat > "$content"
printf 'Content-Type: application/octet-stream\r\n\r\n'
cat "$content"
