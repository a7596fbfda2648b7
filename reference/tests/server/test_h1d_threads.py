"""Threads: limits are those of the whole server, and it ends as one."""

import fcntl
import os
import resource
import signal
import struct
import subprocess
import termios
import threading

import pytest

from h1d_client import GET, TIMEOUT, request


def threads_of(server):
    return len(os.listdir(f"/proc/{server.process.pid}/task"))


@pytest.mark.parametrize("n", [1, 2, 7])
def test_as_many_as_asked_for(start, n):
    server = start("--threads", n)
    assert server.ask(GET).status == 200
    assert threads_of(server) == n


def test_one_for_each_core_that_may_be_used(start):
    server = start()
    assert server.ask(GET).status == 200
    assert threads_of(server) == len(os.sched_getaffinity(0))


def test_as_many_as_can_be(start):
    """The limit of descriptors is raised before they are needed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
    try:
        server = start("--threads", 256)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert server.ask(GET).status == 200


@pytest.mark.parametrize("n", ["0", "257", "-1", "two", ""])
def test_senseless_numbers(h1d, n):
    result = subprocess.run(
        [h1d, "--port", "0", "--threads", n], capture_output=True, text=True,
        timeout=TIMEOUT, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "--threads" in result.stderr


def test_port_is_not_shared_with_another_server(start, h1d):
    server = start("--threads", 4)
    result = subprocess.run(
        [h1d, "--port", str(server.address[1])], capture_output=True,
        text=True, timeout=TIMEOUT, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("h1d: 127.0.0.1 port ")


def test_limit_of_connections_is_shared(start):
    server = start("--threads", 4, "--max-connections", 6)
    clients = [server.connect() for _ in range(12)]
    for client in clients:
        client.send(GET)
    for client in clients[:6]:
        assert client.response().status == 200
    assert not clients[6].readable(0.1)
    for gone, next_one in zip(clients, clients[6:]):
        gone.socket.close()
        assert next_one.response().status == 200
    for client in clients[6:]:
        client.socket.close()


def test_connections_go_to_the_least_loaded(start):
    """All threads have some: one that is held up does not hold up the rest."""
    server = start("--threads", 3)
    clients = [server.connect() for _ in range(30)]
    for client in clients:
        assert client.is_usable()
    before = [voluntary_switches(server, task) for task in tasks(server)]
    for client in clients * 10:
        assert client.is_usable()
    after = [voluntary_switches(server, task) for task in tasks(server)]
    for client in clients:
        client.socket.close()
    assert all(b - a >= 50 for a, b in zip(before, after)), (before, after)


def tasks(server):
    return sorted(os.listdir(f"/proc/{server.process.pid}/task"), key=int)


def voluntary_switches(server, task):
    """How often a thread has waited."""
    path = f"/proc/{server.process.pid}/task/{task}/status"
    with open(path, encoding="ascii") as file:
        for line in file:
            if line.startswith("voluntary_ctxt_switches"):
                return int(line.split()[1])
    raise AssertionError(path)


def wait_until_it_is_there(client):
    """Until the other side's system has all that was sent."""
    waiting = 1
    while waiting:
        waiting, = struct.unpack("i", fcntl.ioctl(
            client.socket, termios.TIOCOUTQ, struct.pack("i", 0)))


@pytest.mark.parametrize("n", [1, 4])
def test_what_was_asked_before_the_signal_is_answered(start, n):
    """Also on connections that have not been accepted yet."""
    server = start("--threads", n)
    clients = [server.connect() for _ in range(20)]
    for client in clients:
        assert client.is_usable()
    server.terminate(signal.SIGSTOP)
    clients += [server.connect() for _ in range(20)]
    for client in clients:
        client.send(GET)
    for client in clients:
        wait_until_it_is_there(client)
    server.terminate(signal.SIGTERM)
    server.terminate(signal.SIGCONT)
    for client in clients:
        assert client.response().status == 200
        client.at_end()
    server.wait()


def test_all_threads_end(start):
    server = start("--threads", 4, "--grace", 15000)
    clients = [server.connect() for _ in range(12)]
    for client in clients:
        client.send(request("POST", "/echo", "Content-Length: 5") + b"he")
    idle = [server.connect() for _ in range(12)]
    for client in idle:
        assert client.is_usable()
    server.terminate()
    for client in idle:
        client.at_end()
    while not refused(server):
        pass
    for client in clients:
        response = client.ask(b"llo")
        assert response.content == b"hello" and response.closes
        client.at_end()
        client.socket.close()
    server.wait()


def test_second_signal_ends_all_threads(start):
    server = start("--threads", 4, "--grace", 60000)
    clients = [server.connect() for _ in range(8)]
    for client in clients:
        client.send(request("POST", "/echo", "Content-Length: 5"))
        assert server.ask(GET).status == 200
    server.terminate()
    while not refused(server):
        pass
    server.terminate()
    for client in clients:
        with pytest.raises(ConnectionResetError):
            client.more()
    server.wait()


def refused(server):
    try:
        server.connect().socket.close()
    except (ConnectionRefusedError, ConnectionResetError):
        return True
    return False


def test_reload_drops_nothing(start):
    server = start("--threads", 2)
    done = threading.Event()
    failed = []

    def ask():
        try:
            while not done.is_set():
                with server.connect() as client:
                    for _ in range(5):
                        assert client.is_usable()
        except (AssertionError, OSError) as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        server.terminate(signal.SIGHUP)
        assert server.ask(GET).status == 200
    done.set()
    for thread in threads:
        thread.join()
    assert not failed


def cpu_seconds(server):
    with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_without_descriptors_connections_wait(start):
    """EMFILE neither ends the server nor makes it spin."""
    server = start()
    pid = server.process.pid
    assert server.ask(GET).status == 200
    limit = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (4, limit[1]))
    clients = [server.connect() for _ in range(5)]
    for client in clients:
        client.send(GET)
    before = cpu_seconds(server)
    assert not clients[0].readable(0.7)
    assert cpu_seconds(server) - before < 0.3
    resource.prlimit(pid, resource.RLIMIT_NOFILE, limit)
    for client in clients:
        assert client.response().status == 200
        client.socket.close()


def resident(server):
    with open(f"/proc/{server.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_idle_connections_cost_little(start, capsys):
    n = 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2 * n + 200:
        pytest.skip("too few descriptors")
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (max(soft, 2 * n + 200), hard))
    server = start("--max-connections", n)
    one = request("GET", "/fields", "A: " + "x" * 5000)
    assert server.ask(one).status == 200
    before = resident(server)
    clients = [server.connect() for _ in range(n)]
    for client in clients:
        client.send(one)
    for client in clients:
        assert client.response().status == 200
    each = (resident(server) - before) / n
    for client in clients:
        client.socket.close()
    with capsys.disabled():
        print(f"\n{each:.0f} octets for an idle connection", end=" ")
    # With sanitizers an allocation costs several times as much.
    assert each < 32768
