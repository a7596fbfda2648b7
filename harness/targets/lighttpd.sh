# Starts lighttpd in the foreground: `lighttpd.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
cp "$3/echo.cgi" "$2/www/echo"
cat > "$2/lighttpd.conf" <<CONF
server.modules = ( "mod_cgi" )
server.bind = "127.0.0.1"
server.port = $1
server.document-root = "$2/www"
server.upload-dirs = ( "$2" )
index-file.names = ( "index.html" )
cgi.assign = ( "/echo" => "" )
mimetype.assign = ( ".txt" => "text/plain", ".html" => "text/html" )
server.max-keep-alive-idle = 30
CONF
exec /usr/sbin/lighttpd -D -f "$2/lighttpd.conf"
