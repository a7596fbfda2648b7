"""Real servers on ports that the kernel chooses, with a folder each that can be
read and written by PUT."""

import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

from h1c_peers import wait_until


class Missing(Exception):
    """The server is not installed here."""


def find(*paths):
    for path in paths:
        found = shutil.which(path)
        if found:
            return found
    raise Missing(f"{paths[0]} is not installed")


def free_port():
    """A port that is free now; nobody else takes it as a rule, as the kernel
    gives others first."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Server:
    """A process that listens, and the folder that it serves."""

    def __init__(self, run):
        self.run = Path(run)
        self.folder = self.run / "www"
        self.folder.mkdir(parents=True)
        self.port = free_port()

    def launch(self, *command, **environment):
        self.log = open(self.run / "log", "wb")
        self.process = subprocess.Popen(
            [*map(str, command)], stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, env={**os.environ, **environment})
        wait_until(self.answers)

    def answers(self):
        if self.process.poll() is not None:
            self.log.close()
            text = (self.run / "log").read_text("latin-1")
            raise RuntimeError(f"{self.process.args[0]} ended: {text}")
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


class Nginx(Server):
    resumes = True

    CONFIGURATION = """
daemon off;
worker_processes 1;
pid {run}/pid;
error_log stderr;
{user}
events {{ worker_connections 64; }}
http {{
	access_log off;
	client_max_body_size 100m;
	client_body_temp_path {run}/body;
	proxy_temp_path {run}/proxy;
	fastcgi_temp_path {run}/fastcgi;
	uwsgi_temp_path {run}/uwsgi;
	scgi_temp_path {run}/scgi;
	server {{
		listen 127.0.0.1:{port};
		root {run}/www;
		dav_methods PUT DELETE;
	}}
}}
"""

    def __init__(self, run):
        program = find("nginx", "/usr/sbin/nginx")
        super().__init__(run)
        user = "user root;" if os.geteuid() == 0 else ""
        text = self.CONFIGURATION.format(run=run, port=self.port, user=user)
        (self.run / "nginx.conf").write_text(text)
        self.launch(program, "-p", run, "-c", self.run / "nginx.conf",
                    "-e", "stderr")


class Apache(Server):
    resumes = True

    CONFIGURATION = """
ServerRoot {run}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {run}/pid
DefaultRuntimeDir {run}
Mutex file:{run}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dav_module {modules}/mod_dav.so
LoadModule dav_fs_module {modules}/mod_dav_fs.so
StartServers 1
ErrorLog {run}/log
DocumentRoot {run}/www
DavLockDB {run}/locks
{user}
<Directory {run}/www>
Require all granted
Dav On
</Directory>
"""

    def __init__(self, run):
        program = find("apache2", "/usr/sbin/apache2")
        modules = Path("/usr/lib/apache2/modules")
        if not (modules / "mod_dav_fs.so").exists():
            raise Missing("apache2 has no mod_dav_fs")
        super().__init__(run)
        user = ""
        if os.geteuid() == 0:
            user = "User www-data\nGroup www-data"
            shutil.chown(self.run, "www-data")
            shutil.chown(self.folder, "www-data")
            self.run.chmod(0o755)
        text = self.CONFIGURATION.format(
            run=run, port=self.port, modules=modules, user=user)
        (self.run / "httpd.conf").write_text(text)
        self.launch(program, "-DFOREGROUND", "-f", self.run / "httpd.conf")


class Node(Server):
    resumes = False

    PROGRAM = """
const fs = require('fs'), http = require('http');
http.createServer((request, response) => {
	const path = process.argv[3] + request.url;
	if (request.method === 'PUT') {
		const file = fs.createWriteStream(path);
		request.pipe(file);
		file.on('finish', () => response.writeHead(201).end());
	} else {
		fs.createReadStream(path).on('error', () =>
			response.writeHead(404).end()).pipe(response);
	}
}).listen(+process.argv[2], '127.0.0.1');
"""

    def __init__(self, run):
        program = find("node", "nodejs")
        super().__init__(run)
        (self.run / "server.js").write_text(self.PROGRAM)
        self.launch(program, self.run / "server.js", self.port, self.folder)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Python's own server, and PUT."""

    def do_PUT(self):
        with open(self.translate_path(self.path), "wb") as file:
            if "chunked" in self.headers.get("Transfer-Encoding", ""):
                self.copy_chunks(file)
            else:
                length = int(self.headers["Content-Length"])
                file.write(self.rfile.read(length))
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def copy_chunks(self, file):
        while True:
            size = int(self.rfile.readline(), 16)
            file.write(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return

    def log_message(self, *_):
        pass


class Python:
    resumes = False
    version = "HTTP/1.0"

    def __init__(self, run):
        self.folder = Path(run) / "www"
        self.folder.mkdir(parents=True)
        handler = type("Versioned", (Handler,), {
            "protocol_version": self.version})
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0),
            functools.partial(handler, directory=str(self.folder)))
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    url = Server.url

    def stop(self):
        self.server.shutdown()
        self.thread.join(30)
        self.server.server_close()


class Python11(Python):
    version = "HTTP/1.1"


class H1d:
    """Our own server, with a folder that can be written to; under TLS its
    certificate lies in `ca`."""

    def __init__(self, program, run, tls):
        self.folder = Path(run) / "www"
        self.folder.mkdir(parents=True)
        self.ca = Path(run) / "ca.pem" if tls else None
        options = ["--port", "0", "--static", self.folder, "--writable"]
        if tls:
            options += ["--tls-self-signed", "--tls-certificate-out", self.ca]
        self.process = subprocess.Popen(
            [program, *map(str, options)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline().decode()
        origin = re.fullmatch(r"listening (https?://\S+)\n", line)
        if not origin:
            self.process.kill()
            raise RuntimeError((line, self.process.communicate()))
        self.origin = origin[1]

    def url(self, path):
        return self.origin + path

    def stop(self):
        self.process.terminate()
        _, err = self.process.communicate(timeout=30)
        assert (self.process.returncode, err) == (0, b"")
