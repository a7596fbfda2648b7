# Starts Caddy in the foreground: `caddy.sh PORT RUN DIR`. It takes {http.request.body} for
# complete where reading it failed, so the echo is behind Caddy's own proxy, which does not.
set -e
sh "$3/www.sh" "$2" "$3"
rm -f "$2/echo"
cat > "$2/Caddyfile" <<CONF
{
	admin off
	auto_https off
	storage file_system $2/caddy
}
http://:$1 {
	bind 127.0.0.1
	root * $2/www
	@echo {
		path /echo
		method POST
	}
	reverse_proxy @echo unix/$2/echo
	redir /moved / 302
	basicauth /guarded {
		# "secret", from caddy hash-password
		assay \$2a\$14\$D.WRn5qKeFDyYaImZR8O.ePFRs1ksmfQCt88Ux/XLvq6W3Befp3w.
	}
	file_server
}
http:// {
	bind unix/$2/echo
	respond "{http.request.body}" 200
}
CONF
export XDG_DATA_HOME="$2" XDG_CONFIG_HOME="$2" HOME="$2"
exec /usr/bin/caddy run --config "$2/Caddyfile" --adapter caddyfile
