"""Measures h1d beside other servers; called by scripts/bench.

    server  requests per second, latency, CPU time per request and memory, with
            wrk over the loopback interface, servers taking turns
    idle    memory with many idle connections
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import bench_servers as servers

FILES = {"small": 100, "large": 65536}
UNITS = {"us": 1, "ms": 1000, "s": 1000000, "m": 60000000}
GET = b"GET /static/small.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def split_cpus(workers):
    """Processors of the server and of the load; none if there are too few."""
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) <= workers:
        return None, None
    return set(cpus[:workers]), set(cpus[workers:])


def make_folder(run):
    """Everybody may read it: nginx serves as another user."""
    os.chmod(run, 0o755)
    os.makedirs(f"{run}/root/static")
    for name, size in FILES.items():
        with open(f"{run}/root/static/{name}.txt", "wb") as file:
            file.write(b"x" * size)


@contextlib.contextmanager
def started(kinds, workers, connections, cpus):
    """All servers, each in a folder of its own, for as long as it is used."""
    with contextlib.ExitStack() as stack:
        result = []
        for kind in kinds:
            run = stack.enter_context(tempfile.TemporaryDirectory())
            make_folder(run)
            server = kind(run, workers, connections, cpus)
            result.append(stack.enter_context(server))
        yield result


def microseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * UNITS[unit]


def read_wrk(text):
    """Requests, requests per second, and latencies in microseconds."""
    if re.search(r"Non-2xx|Socket errors", text):
        raise servers.Broken(text)

    def latency(share):
        return microseconds(re.search(rf"^ +{share} +(\S+)$", text, re.M)[1])

    return {"requests": int(re.search(r"(\d+) requests in", text)[1]),
            "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
            "p50": latency("50%"),
            "p99": latency("99%")}


def load(server, file, args, cpus):
    """One run of wrk."""
    url = f"http://127.0.0.1:{server.port}/static/{file}.txt"
    threads = str(min(args.threads, args.connections))
    before = server.cpu()
    done = subprocess.run(
        ["wrk", "--latency", "-t", threads, "-c", str(args.connections),
         "-d", f"{args.seconds}s", url],
        check=False, capture_output=True, text=True,
        timeout=args.seconds + 30,
        preexec_fn=lambda: cpus and os.sched_setaffinity(0, cpus))
    if done.returncode != 0:
        raise servers.Broken(done.stdout + done.stderr)
    result = read_wrk(done.stdout)
    result["cpu"] = (server.cpu() - before) / result["requests"] * 1e6
    return result


def check_answers(server):
    """What is compared must be the same: 200 and the whole file."""
    for name, size in FILES.items():
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        with contextlib.closing(client):
            client.request("GET", f"/static/{name}.txt")
            answer = client.getresponse()
            length = len(answer.read())
            if (answer.status, length) != (200, size):
                raise servers.Broken(f"{server.name} answers {answer.status} "
                                     f"and {length} octets")


def measure(running, args, cpus):
    """Results of all rounds by (server, file)."""
    order = [(server, file) for server in running for file in FILES]
    results = {(server.name, file): [] for server, file in order}
    shuffle = random.Random(args.seed)
    for _ in range(args.rounds):
        shuffle.shuffle(order)
        for server, file in order:
            results[server.name, file].append(load(server, file, args, cpus))
    return results


def medians(runs):
    return {what: statistics.median(run[what] for run in runs)
            for what in ("rate", "p50", "p99", "cpu")}


def print_servers(rows, args, pinned):
    print(f"{args.threads} thread(s) or worker(s), {args.connections} "
          f"connections, {args.rounds} rounds of {args.seconds} s in random "
          f"order (seed {args.seed}),\nmedians; server and load "
          f"{'on processors of their own' if pinned else 'share processors'};\n"
          f"load average before: {args.load_average:.1f} (only near 0 are "
          "requests/s and latency to be believed)\n")
    print(f"{'file':6}{'server':24}{'requests/s':>11}{'h1d/this':>9}"
          f"{'p50 us':>9}{'p99 us':>9}{'CPU us':>8}{'peak KiB':>10}")
    for row in rows:
        print(f"{row['file']:6}{row['server']:24}{row['rate']:11.0f}"
              f"{row['ratio']:9.2f}{row['p50']:9.0f}{row['p99']:9.0f}"
              f"{row['cpu']:8.1f}{row['peak_kib']:10}")
    print("\ngoal: h1d not behind nginx")
    for row in rows:
        if row["server"].startswith("nginx"):
            state = "met" if row["ratio"] >= 1 else \
                f"missed by {(1 - row['ratio']) * 100:.0f} %"
            print(f"  {row['file']:6}{row['server']:24}{row['ratio']:6.2f}  "
                  f"{state}")


def rows_of(running, results):
    for file in FILES:
        ours = medians(results[servers.H1d.name, file])["rate"]
        for server in running:
            row = medians(results[server.name, file])
            yield {"file": file, "server": server.name, **row,
                   "ratio": ours / row["rate"],
                   "peak_kib": server.memory("VmHWM")}


def server_command(args):
    args.load_average = os.getloadavg()[0]
    ours, theirs = split_cpus(args.threads)
    with started(servers.ALL, args.threads, 1024, ours) as running:
        for server in running:
            check_answers(server)
        results = measure(running, args, theirs)
        rows = list(rows_of(running, results))
    print_servers(rows, args, ours is not None)
    return rows


def source_address(i):
    """Spread over 127/8, as one address has fewer ports than are wanted."""
    return f"127.0.{1 + i // 10000}.1"


def wait_for_queue(server):
    """Until the server has taken all connections from its queue."""
    until = time.monotonic() + 30
    while server.n_waiting() > 0:
        if time.monotonic() > until:
            raise servers.Broken(f"{server.name}: left {server.n_waiting()} "
                                 "connections waiting")
        time.sleep(0.02)


def request_once(peers):
    for peer in peers:
        peer.sendall(GET)
        head = peer.recv(4096)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise servers.Broken(f"not 200: {head!r}")


def idle(server, n):
    """KiB before, with n connections, and after a request on each."""
    before = server.memory()
    with contextlib.ExitStack() as stack:
        peers = [stack.enter_context(socket.create_connection(
            ("127.0.0.1", server.port), 10, (source_address(i), 0)))
            for i in range(n)]
        wait_for_queue(server)
        opened = server.memory()
        request_once(peers)
        asked = server.memory()
        return {"server": server.name, "before_kib": before,
                "idle_kib": opened, "asked_kib": asked,
                "peak_kib": server.memory("VmHWM")}


def raise_descriptor_limit(n):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < n:
        raise servers.Broken(f"at most {hard} descriptors here, {n} wanted")
    resource.setrlimit(resource.RLIMIT_NOFILE, (n, hard))


def idle_command(args):
    raise_descriptor_limit(args.n + 128)
    print(f"resident memory in KiB, {args.threads} thread(s) or worker(s), "
          f"{args.n} connections\n")
    print(f"{'server':24}{'before':>8}{'idle':>8}{'each':>8}"
          f"{'asked':>8}{'each':>8}{'peak':>8}")
    rows = []
    for kind in servers.ALL:
        if kind is servers.NginxCached:
            continue
        with started([kind], args.threads, args.n + 64, None) as (server,):
            row = idle(server, args.n)
        rows.append(row)
        print(f"{row['server']:24}{row['before_kib']:8}{row['idle_kib']:8}"
              f"{(row['idle_kib'] - row['before_kib']) / args.n:8.2f}"
              f"{row['asked_kib']:8}"
              f"{(row['asked_kib'] - row['before_kib']) / args.n:8.2f}"
              f"{row['peak_kib']:8}")
    return rows


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser(
        "server", help="requests per second, latency, CPU time, memory")
    server.set_defaults(run=server_command)
    server.add_argument("--connections", type=positive, default=32)
    server.add_argument("--rounds", type=positive, default=5)
    server.add_argument("--seconds", type=positive, default=1)
    server.add_argument("--seed", type=int, default=1, help="of the order")
    many = commands.add_parser("idle", help="memory with idle connections")
    many.set_defaults(run=idle_command)
    many.add_argument("-n", type=positive, default=5000,
                      help="connections (5000)")
    for command in (server, many):
        command.add_argument(
            "--threads", type=positive, default=max(1, os.cpu_count() // 2),
            help="of each server (half the processors)")
        command.add_argument("--h1d", required=True, metavar="PROGRAM",
                             help="another than the one that is built here")
        command.add_argument("--json", metavar="FILE",
                             help="writes all figures into FILE too")
    return parser.parse_args()


def end(number, _):
    """Leaves in the ordinary way, so that no server is left behind."""
    sys.exit(128 + number)


def main():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    args = arguments()
    servers.H1d.program = args.h1d
    try:
        rows = args.run(args)
    except servers.Broken as broken:
        print(f"bench: {broken}", file=sys.stderr)
        return 3
    if args.json:
        with open(args.json, "w", encoding="ascii") as file:
            json.dump(rows, file, indent=2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
