# Starts h1d in the foreground, so that all of the suite can be played against it:
# `h1d.sh H1D FOLDER DIR [OPTION...]`. FOLDER is a scratch folder, which is filled:
# the sample with a precompressed twin, a page in two types and languages that is
# compressed when it is asked for, and what cases store. Both are longer than what
# h1d sends at once.
set -e
h1d=$1 folder=$2 sample=$3/sample.txt
shift 3
{ cat "$sample" && seq 40000; } > "$folder/sample.txt"
gzip -cn "$folder/sample.txt" > "$folder/sample.txt.gz"
page()
{
	printf '<!DOCTYPE html>\n<title>%s</title>\n' "$1"
	seq 40000
}
page page > "$folder/page.html"
page Seite > "$folder/page.de.html"
{ echo page && seq 400; } > "$folder/page.txt"
# What has just been changed has no strong validator.
touch -d 2024-02-29T12:34:56Z "$folder"/*
exec "$h1d" --static "$folder" --writable --variants --trace \
	--cache-control 'max-age=0, s-maxage=0, no-cache="Set-Cookie", private="Set-Cookie"' \
	"$@"
