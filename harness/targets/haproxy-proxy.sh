# Starts haproxy before an origin: `haproxy-proxy.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
cat > "$run/haproxy.cfg" <<CONF
frontend proxy
	bind 127.0.0.1:$port
	default_backend origin
backend origin
	server h1d 127.0.0.1:$origin
CONF
exec /usr/sbin/haproxy -db -f "$dir/haproxy.cfg" -f "$run/haproxy.cfg"
