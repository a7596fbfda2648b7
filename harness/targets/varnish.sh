# Starts Varnish before an origin: `varnish.sh PORT RUN DIR H1D`. Its own rules are
# left as they are; but an answer is sent on when all of it has come, since otherwise
# it depends on who is faster whether its length is known.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
cat > "$run/varnish.vcl" <<CONF
vcl 4.1;
backend origin {
	.host = "127.0.0.1";
	.port = "$origin";
}
sub vcl_backend_response {
	set beresp.do_stream = false;
}
CONF
exec /usr/sbin/varnishd -F -j none -n "$run/varnish" -a "127.0.0.1:$port" -T none \
	-f "$run/varnish.vcl" -s malloc,32M -p thread_pools=1 -p thread_pool_min=64 \
	-p timeout_idle=30
