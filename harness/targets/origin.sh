# Starts the origin behind a proxy: `. origin.sh` with $run, $dir and $h1d set, in the
# script that then becomes the proxy. Sets $origin to the port that the kernel chose.
# It ends with the process group of the proxy, and may be started again in the same $run.
# Whether content has come when 100 is decided is chance, so it is always sent.
mkdir -p "$run/www"
rm -f "$run/origin"
mkfifo "$run/origin"
sh "$dir/h1d.sh" "$h1d" "$run/www" "$dir" --port 0 --idle-timeout 60000 \
	--always-continue 1 > "$run/origin" &
read -r line < "$run/origin"
origin=${line##*:}
