# Starts haproxy before an origin: `haproxy-proxy.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
cat > "$run/haproxy.cfg" <<CONF
global
	log stderr local0 notice
	nbthread 1
defaults
	mode http
	timeout client 30s
	timeout server 30s
	timeout connect 5s
	timeout http-request 10s
frontend proxy
	bind 127.0.0.1:$port
	default_backend origin
backend origin
	server h1d 127.0.0.1:$origin
CONF
exec /usr/sbin/haproxy -db -f "$run/haproxy.cfg"
