# Starts Apache Traffic Server as a reverse proxy before an origin:
# `trafficserver.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
root=$run/ts
mkdir -p "$root/etc" "$root/cache" "$root/log" "$root/run" "$root/share"
cat > "$root/etc/records.config" <<CONF
CONFIG proxy.config.http.server_ports STRING $port:ipv4
CONFIG proxy.config.local_state_dir STRING $root/run
CONFIG proxy.config.log.logfile_dir STRING $root/log
CONFIG proxy.config.exec_thread.autoconfig INT 0
CONFIG proxy.config.exec_thread.limit INT 1
CONFIG proxy.config.http.cache.http INT 0
CONFIG proxy.config.url_remap.remap_required INT 1
CONFIG proxy.config.url_remap.pristine_host_hdr INT 1
CONFIG proxy.config.reverse_proxy.enabled INT 1
CONFIG proxy.config.admin.user_id STRING #-1
CONFIG proxy.config.diags.output.error STRING E
LOCAL proxy.local.incoming_ip_to_bind STRING 127.0.0.1
CONF
echo "map / http://127.0.0.1:$origin/" > "$root/etc/remap.config"
for empty in plugin hosting parent volume cache; do
	: > "$root/etc/$empty.config"
done
echo "$root/cache 16M" > "$root/etc/storage.config"
for file in ip_allow logging sni; do
	cp "/etc/trafficserver/$file.yaml" "$root/etc/"
done
cat > "$root/runroot.yaml" <<CONF
prefix: $root
bindir: /usr/bin
sbindir: /usr/sbin
sysconfdir: $root/etc
datadir: $root/share
includedir: /usr/include
libdir: /usr/lib
libexecdir: /usr/lib/trafficserver/modules
localstatedir: $root/run
runtimedir: $root/run
logdir: $root/log
cachedir: $root/cache
CONF
exec /usr/bin/traffic_server "--run-root=$root/runroot.yaml"
