# Starts Varnish, as it is without a VCL file, before an origin:
# `varnish.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
exec /usr/sbin/varnishd -F -j none -n "$run/varnish" -a "127.0.0.1:$port" -T none \
	-b "127.0.0.1:$origin" -s malloc,32M -p thread_pools=1 -p thread_pool_min=64 \
	-p timeout_idle=30
