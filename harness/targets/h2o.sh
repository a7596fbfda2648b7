# Starts h2o in the foreground: `h2o.sh PORT RUN DIR`.
set -e
sh "$3/www.sh" "$2" "$3"
cat > "$2/h2o.conf" <<CONF
listen: { host: 127.0.0.1, port: $1 }
num-threads: 1
user: $(id -un)
pid-file: $2/h2o.pid
temp-buffer-path: $2
hosts:
  default:
    paths:
      /echo:
        mruby.handler: |
          Proc.new do |env|
            input = env["rack.input"]
            [200, {"content-type" => "application/octet-stream"},
              [input ? input.read : ""]]
          end
      /:
        file.dir: $2/www
CONF
exec /usr/bin/h2o -m worker -c "$2/h2o.conf"
