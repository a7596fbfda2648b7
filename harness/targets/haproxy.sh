# Starts haproxy in the foreground: `haproxy.sh PORT RUN`.
set -e
cat > "$2/haproxy.cfg" <<CONF
global
	log stderr local0 notice
	nbthread 1
defaults
	mode http
	timeout client 30s
	timeout server 30s
	timeout connect 5s
	timeout http-request 10s
frontend origin
	bind 127.0.0.1:$1
	option http-buffer-request
	http-request return status 200 content-type application/octet-stream lf-string "%[req.body]" if { path /echo }
	http-request return status 200 content-type text/plain string ok if { path / }
	http-request return status 404 content-type text/plain string none
CONF
exec /usr/sbin/haproxy -db -f "$2/haproxy.cfg"
