"""Servers to measure: how each is set up, started, watched and stopped.

Every server gets the same folder to serve, the same number of workers or
threads, no access log, and connections that live on for any number of
requests; apart from that it is as Debian packages it, with sendfile where it
has it.
"""

import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import time

WAIT = 10  # seconds for a server to listen, or to end

NGINX = """
daemon off;
worker_processes {workers};
worker_rlimit_nofile {descriptors};
pid {run}/nginx.pid;
error_log stderr error;
events {{ worker_connections {nginx_connections}; }}
http {{
    access_log off;
    default_type application/octet-stream;
    types {{ text/plain txt; }}
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    {cache}
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {run}/root;
    }}
}}
"""

NGINX_CACHE = "open_file_cache max=100 inactive=600s;"

LIGHTTPD = """
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{run}/root"
server.errorlog = "{run}/error.log"
server.max-worker = {lighttpd_workers}
server.max-fds = {descriptors} # a connection counts as two
server.max-connections = {connections}
server.max-keep-alive-requests = 1000000000
server.max-keep-alive-idle = 600
server.listen-backlog = 4096
server.network-backend = "sendfile"
mimetype.assign = ( ".txt" => "text/plain" )
"""


class Broken(Exception):
    """A server that did not start, or answered what it should not."""


def free_port():
    """One that the kernel chose; somebody else may take it before us."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


class Server:
    """A server in a folder of its own. Use it in a `with` statement."""

    name = None
    program = None

    def __init__(self, run, workers, connections, cpus=None):
        self.run = run
        self.workers = workers
        self.connections = connections
        self.cpus = cpus
        self.port = None
        self.process = None

    def words(self, **more):
        return dict(run=self.run, port=self.port, workers=self.workers,
                    connections=self.connections,
                    descriptors=self.descriptors(), **more)

    def descriptors(self):
        return 2 * self.connections + 128

    def configure(self):
        """Writes what the command needs; gives the command."""
        raise NotImplementedError

    def prepare_child(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = self.descriptors()
        if soft < wanted <= hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        if self.cpus:
            os.sched_setaffinity(0, self.cpus)

    def start(self):
        for _ in range(5):
            self.port = free_port()
            command = self.configure()
            with open(f"{self.run}/log", "ab") as log:
                self.process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    preexec_fn=self.prepare_child, start_new_session=True)
            if self.listens():
                return
            self.stop()
        with open(f"{self.run}/log", encoding="utf-8", errors="replace") as log:
            raise Broken(f"{self.name} did not start:\n{log.read()}")

    def listens(self):
        until = time.monotonic() + WAIT
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return True
            time.sleep(0.02)
        return False

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def pids(self):
        """The server's process and its children."""
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [pid, *map(int, file.read().split())]

    def memory(self, what="VmRSS"):
        """KiB of all processes together: VmRSS now, VmHWM at most so far."""
        total = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/status", encoding="ascii") as file:
                for line in file:
                    if line.startswith(what + ":"):
                        total += int(line.split()[1])
        return total

    def cpu(self):
        """Seconds that all processes have computed so far."""
        ticks = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def n_waiting(self):
        """Connections that the kernel has made and nobody has accepted."""
        with open("/proc/net/tcp", encoding="ascii") as file:
            rows = [line.split() for line in file][1:]
        return sum(int(row[4].split(":")[1], 16) for row in rows
                   if row[3] == "0A" and int(row[1][-4:], 16) == self.port)


class Nginx(Server):
    name = "nginx"
    program = "nginx"
    cache = ""

    def configure(self):
        path = f"{self.run}/nginx.conf"
        with open(path, "w", encoding="ascii") as file:
            # it closes idle ones when fewer than a sixteenth are free
            file.write(NGINX.format(**self.words(
                cache=self.cache,
                nginx_connections=self.connections * 9 // 8 + 128)))
        return [program("nginx"), "-e", "stderr", "-p", self.run, "-c", path]


class NginxCached(Nginx):
    name = "nginx, files kept open"
    cache = NGINX_CACHE


class Lighttpd(Server):
    name = "lighttpd"
    program = "lighttpd"

    def configure(self):
        path = f"{self.run}/lighttpd.conf"
        # one process needs no other that watches it
        workers = self.workers if self.workers > 1 else 0
        with open(path, "w", encoding="ascii") as file:
            file.write(LIGHTTPD.format(**self.words(lighttpd_workers=workers)))
        return [program("lighttpd"), "-D", "-f", path]


class H1d(Server):
    name = "h1d"
    program = None  # a path, set by who knows where it was built

    def options(self):
        """What this h1d knows of what is wanted."""
        told = subprocess.run([self.program, "--help"], check=True, timeout=WAIT,
                              capture_output=True, text=True).stdout
        wanted = {"--threads": self.workers,
                  "--max-connections": self.connections,
                  "--idle-timeout": 600000}
        for option, value in wanted.items():
            if option in told.replace(",", " ").split():
                yield from (option, str(value))

    def configure(self):
        return [self.program, "--port", str(self.port),
                "--static", f"{self.run}/root/static", *self.options()]


ALL = [H1d, Nginx, NginxCached, Lighttpd]
