# Makes what the packaged servers share: `www.sh RUN DIR`. The document root; a folder
# in which whoever the server runs as can store; a user file with assay:secret.
mkdir -p "$1/www/static" "$1/store"
printf 'ok\n' > "$1/www/index.html"
printf 'for members only\n' > "$1/www/guarded"
printf '<!DOCTYPE html>\n<title>page</title>\n' > "$1/www/static/page.html"
printf 'page\n' > "$1/www/static/page.txt"
cp "$2/sample.txt" "$1/www/static/"
# What has just been changed has no strong validator.
touch -d 2024-02-29T12:34:56Z "$1"/www/* "$1"/www/static/*
chmod -R a+rX "$1"
chmod a+rwx "$1/store"
