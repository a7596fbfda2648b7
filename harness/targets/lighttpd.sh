# Starts lighttpd in the foreground: `lighttpd.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
printf 'assay:secret\n' > "$2/users"
cp "$3/echo.cgi" "$2/www/echo"
cat > "$2/lighttpd.conf" <<CONF
server.modules = ( "mod_redirect", "mod_auth", "mod_authn_file", "mod_cgi" )
server.bind = "127.0.0.1"
server.port = $1
server.document-root = "$2/www"
server.upload-dirs = ( "$2" )
index-file.names = ( "index.html" )
cgi.assign = ( "/echo" => "" )
mimetype.assign = ( ".txt" => "text/plain", ".html" => "text/html" )
server.max-keep-alive-idle = 30
url.redirect = ( "^/moved$" => "/" )
url.redirect-code = 307
auth.backend = "plain"
auth.backend.plain.userfile = "$2/users"
auth.require = ( "/guarded" => ( "method" => "basic", "realm" => "assay", "require" => "valid-user" ) )
CONF
exec /usr/sbin/lighttpd -D -f "$2/lighttpd.conf"
