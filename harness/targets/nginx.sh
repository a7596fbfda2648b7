# Starts nginx in the foreground: `nginx.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
printf 'assay:{PLAIN}secret\n' > "$2/users"
cat > "$2/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $2/nginx.pid;
error_log stderr notice;
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
events { worker_connections 1024; }
http {
	access_log off;
	keepalive_timeout 30s;
	types { text/html html; text/plain txt; }
	gzip on;
	gzip_types text/plain;
	gzip_vary on;
	client_body_temp_path $2/body;
	proxy_temp_path $2/proxy;
	fastcgi_temp_path $2/fastcgi;
	uwsgi_temp_path $2/uwsgi;
	scgi_temp_path $2/scgi;
	server {
		listen 127.0.0.1:$1;
		root $2/www;
		location = /echo {
			client_body_buffer_size 1m;
			client_body_in_single_buffer on;
			echo_read_request_body;
			echo -n \$request_body;
		}
		location /static/ { expires 1h; }
		location /store/ {
			root $2;
			dav_methods PUT DELETE;
		}
		location = /guarded {
			auth_basic assay;
			auth_basic_user_file $2/users;
		}
	}
}
CONF
exec /usr/sbin/nginx -p "$2" -c "$2/nginx.conf"
