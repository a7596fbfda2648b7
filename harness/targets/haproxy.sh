# Starts haproxy in the foreground: `haproxy.sh PORT RUN DIR`.
set -e
cat > "$2/haproxy.cfg" <<CONF
frontend origin
	bind 127.0.0.1:$1
	option http-buffer-request
	http-request return status 200 content-type application/octet-stream lf-string "%[req.body]" if { path /echo }
	http-request return status 200 content-type text/plain string ok if { path / }
	http-request return status 404 content-type text/plain string none
CONF
exec /usr/sbin/haproxy -db -f "$3/haproxy.cfg" -f "$2/haproxy.cfg"
