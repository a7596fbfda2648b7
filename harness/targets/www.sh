# Makes the document root that the static servers share: `www.sh RUN DIR`.
mkdir -p "$1/www/static"
printf 'ok\n' > "$1/www/index.html"
cp "$2/../../reference/site/static/sample.txt" "$1/www/static/"
chmod -R a+rX "$1"
