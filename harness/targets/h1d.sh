# Starts h1d in the foreground, so that all of the suite can be played against it:
# `h1d.sh H1D FOLDER DIR [OPTION...]`. FOLDER is a scratch folder, which is filled:
# the sample with a precompressed twin, a page in two types and languages, and what
# cases store.
set -e
h1d=$1 folder=$2 sample=$3/../../reference/site/static/sample.txt
shift 3
cp "$sample" "$folder/sample.txt"
gzip -cn "$sample" > "$folder/sample.txt.gz"
printf '<!DOCTYPE html>\n<title>page</title>\n' > "$folder/page.html"
printf '<!DOCTYPE html>\n<title>Seite</title>\n' > "$folder/page.de.html"
printf 'page\n' > "$folder/page.txt"
# What has just been changed has no strong validator.
touch -d 2024-02-29T12:34:56Z "$folder"/*
exec "$h1d" --static "$folder" --writable --variants --trace \
	--cache-control 'max-age=0, s-maxage=0, no-cache="Set-Cookie", private="Set-Cookie"' \
	"$@"
