# Starts Mighttpd 2 in the foreground: `mighttpd2.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
cat > "$2/mighty.conf" <<CONF
Host: 127.0.0.1
Port: $1
Debug_Mode: Yes
User: $(id -un)
Group: $(id -gn)
Pid_File: $2/mighty.pid
Logging: No
Log_File: $2/access.log
Log_File_Size: 16777216
Log_Backup_Number: 1
Index_File: index.html
Index_Cgi: index.cgi
Status_File_Dir: $2/www
Connection_Timeout: 30
Fd_Cache_Duration: 0
Server_Name: Mighttpd
Service: 0
CONF
cat > "$2/mighty.route" <<CONF
[*]
/cgi-bin/ => $2/cgi/
/ -> $2/www/
CONF
exec /usr/bin/mighty "$2/mighty.conf" "$2/mighty.route"
