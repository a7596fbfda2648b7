# Starts Apache httpd in the foreground: `apache.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
mkdir -p "$2/cgi"
cp "$3/echo.cgi" "$2/cgi/echo"
chmod -R a+rX "$2"
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
TypesConfig /dev/null
StartServers 1
MinSpareThreads 2
MaxSpareThreads 64
KeepAlive On
KeepAliveTimeout 30
User www-data
Group www-data
ErrorLog $2/error.log
ScriptSock $2/cgisock
DocumentRoot $2/www
ScriptAlias /echo $2/cgi/echo
<Directory $2>
Require all granted
</Directory>
CONF
exec /usr/sbin/apache2 -DFOREGROUND -f "$2/httpd.conf"
