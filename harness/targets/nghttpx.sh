# Starts nghttpx before an origin: `nghttpx.sh PORT RUN DIR H1D`.
set -e
port=$1 run=$2 dir=$3 h1d=$4
. "$dir/origin.sh"
exec /usr/sbin/nghttpx --conf=/dev/null --workers=1 --errorlog-file=/dev/stderr \
	--frontend="127.0.0.1,$port;no-tls" --backend="127.0.0.1,$origin"
