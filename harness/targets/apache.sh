# Starts Apache httpd in the foreground: `apache.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
mkdir -p "$2/cgi" "$2/locks"
printf 'assay:secret\n' > "$2/users"
cp "$3/echo.cgi" "$2/cgi/echo"
chmod -R a+rX "$2"
chmod a+rwx "$2/locks"
modules=/usr/lib/apache2/modules
cat > "$2/httpd.conf" <<CONF
ServerRoot $2
ServerName 127.0.0.1
Listen 127.0.0.1:$1
PidFile $2/httpd.pid
DefaultRuntimeDir $2
Mutex file:$2
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule dir_module $modules/mod_dir.so
LoadModule mime_module $modules/mod_mime.so
LoadModule alias_module $modules/mod_alias.so
LoadModule cgid_module $modules/mod_cgid.so
LoadModule dav_module $modules/mod_dav.so
LoadModule dav_fs_module $modules/mod_dav_fs.so
LoadModule authn_core_module $modules/mod_authn_core.so
LoadModule authn_file_module $modules/mod_authn_file.so
LoadModule authz_user_module $modules/mod_authz_user.so
LoadModule auth_basic_module $modules/mod_auth_basic.so
LoadModule negotiation_module $modules/mod_negotiation.so
LoadModule filter_module $modules/mod_filter.so
LoadModule deflate_module $modules/mod_deflate.so
TypesConfig /dev/null
AddType text/html .html
AddType text/plain .txt
AddOutputFilterByType DEFLATE text/plain
StartServers 1
ThreadLimit 256
ThreadsPerChild 256
MaxRequestWorkers 256
KeepAlive On
KeepAliveTimeout 30
User www-data
Group www-data
ErrorLog $2/error.log
ScriptSock $2/cgisock
DocumentRoot $2/www
ScriptAlias /echo $2/cgi/echo
Alias /store $2/store
Redirect 302 /moved http://127.0.0.1:$1/
DavLockDB $2/locks/db
<Directory $2>
Require all granted
</Directory>
<Directory $2/www/static>
Options +MultiViews
</Directory>
<Directory $2/store>
Dav On
</Directory>
<Location /guarded>
AuthType Basic
AuthName assay
AuthUserFile $2/users
Require valid-user
</Location>
CONF
exec /usr/sbin/apache2 -DFOREGROUND -f "$2/httpd.conf"
