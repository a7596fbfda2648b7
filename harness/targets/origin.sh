# Starts the origin behind a proxy: `. origin.sh` with $run, $dir and $h1d set, in the
# script that then becomes the proxy. Sets $origin to the port that the kernel chose.
# $origin_options are further options of h1d. It ends with the process group of the
# proxy, and may be started again in the same $run.
mkdir -p "$run/www"
rm -f "$run/origin"
mkfifo "$run/origin"
sh "$dir/h1d.sh" "$h1d" "$run/www" "$dir" --port 0 --idle-timeout 60000 \
	${origin_options-} > "$run/origin" &
read -r line < "$run/origin"
origin=${line##*:}
