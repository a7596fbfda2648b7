# Starts Squid as an accelerator before an origin: `squid.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
chmod a+rwx "$run"
cat > "$run/squid.conf" <<CONF
http_port 127.0.0.1:$port accel defaultsite=127.0.0.1 no-vhost
cache_peer 127.0.0.1 parent $origin 0 no-query originserver no-digest
acl everyone src all
http_access allow everyone
cache deny all
pid_filename none
access_log none
cache_log stdio:/dev/stderr
cache_mem 8 MB
icp_port 0
pinger_enable off
coredump_dir $run
netdb_filename none
visible_hostname localhost
shutdown_lifetime 1 seconds
CONF
exec /usr/sbin/squid -N -n "assay$port" -f "$run/squid.conf"
