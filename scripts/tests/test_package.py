"""What scripts/package makes: the Debian package, installed into a root that has
nothing but a C library and a shell, and the archive, unpacked anywhere."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "build/package/packages"
PAGE = ROOT / "reference/site/static/index.html"
PROGRAMS = ["assay", "h1d", "h1c", "h1parse"]

# What a program may be linked to: the C library, in its parts.
C_LIBRARY = re.compile(
    r"linux-vdso|ld-linux|libc\.so|libm\.so|libpthread\.so|libdl\.so|librt\.so")

# Cases of several areas, with and without content.
GLOBS = ["server/chunked", "server/host", "server/connection"]

# The one package that the clean root has.
STATUS = """\
Package: libc6
Status: install ok installed
Architecture: {architecture}
Multi-Arch: same
Version: {version}
Maintainer: nobody <nobody@example.org>
Description: the C library

"""


def one(pattern):
    found = sorted(PACKAGES.glob(pattern))
    assert len(found) == 1, f"{PACKAGES}: build it with scripts/package"
    return found[0]


def text_of(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          check=True, **options).stdout


def libraries(program):
    """Names and paths of what the loader takes for it."""
    return re.findall(r"^\s*(\S+)(?: => (\S+))?", text_of("ldd", program), re.M)


def passed(report):
    return json.loads(report.read_text())["summary"]["pass"]


@contextlib.contextmanager
def served(*command, **options):
    """h1d, started by a command: gives its URL."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True,
                          **options) as process:
        try:
            line = process.stdout.readline()
            assert line.startswith("listening "), line
            yield line.split()[1] + "/"
        finally:
            process.kill()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The archive, in a folder whose name is no word."""
    folder = tmp_path_factory.mktemp("a folder with spaces")
    with tarfile.open(one("*.tar.gz")) as archive:
        archive.extractall(folder)
    [top] = folder.iterdir()
    return top


# ---- the package ----

@pytest.fixture
def enter(tmp_path):
    """The start of a command that runs in the clean root, with the package."""
    root = tmp_path / "root"
    for folder in ("dev", "etc", "proc", "tmp", "var/lib/dpkg/info",
                   "var/lib/dpkg/updates", "var/lib/dpkg/triggers"):
        (root / folder).mkdir(parents=True)
    for folder in ("bin", "lib", "lib64", "sbin"):
        (root / "usr" / folder).mkdir(parents=True)
        (root / folder).symlink_to(f"usr/{folder}")
    needed = {"/bin/sh", "/sbin/ldconfig"}
    for program in list(needed):
        with contextlib.suppress(subprocess.CalledProcessError):
            needed |= {path or name for name, path in libraries(program)
                       if (path or name).startswith("/")}
    [library] = {path for path in needed if path.endswith("/libc.so.6")}
    needed |= {str(Path(library).with_name(name)) for name in (
        "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1")}
    for path in needed:
        place = root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(os.path.realpath(path), place)
    (root / "var/lib/dpkg/status").write_text(STATUS.format(
        architecture=text_of("dpkg", "--print-architecture").strip(),
        version=text_of("dpkg-query", "-W", "-f", "${Version}", "libc6")))
    # Its own mounts, which go with it.
    inside = ["unshare", "--mount", "sh", "-ec", """
        root=$1
        shift
        mount --bind /proc "$root/proc"
        touch "$root/dev/null"
        mount --bind /dev/null "$root/dev/null"
        exec chroot "$root" "$@"
        """, "enter", root]
    if subprocess.run([*inside, "/bin/sh", "-c", ":"], check=False,
                      capture_output=True).returncode != 0:
        pytest.skip("a root of its own needs the rights of root")
    text_of("dpkg", f"--root={root}", "--log=/dev/null", "-i", one("*.deb"),
            stderr=subprocess.STDOUT)
    return inside


def test_the_package_audits_from_a_clean_root(enter):
    with served(*enter, "/usr/bin/h1d", "--port", "0") as url:
        done = subprocess.run(
            [*enter, "/usr/bin/assay", "run", "--quiet", url, *GLOBS,
             "--json", "/tmp/report.json"],
            capture_output=True, text=True, check=False)
        page = text_of(*enter, "/usr/bin/h1c", "-s", url + "static/index.html")
    assert done.returncode == 0, done.stderr + done.stdout
    assert passed(enter[-1] / "tmp/report.json") > 100
    assert page == PAGE.read_text()


TARGET = """\
name: own
start: "exec /usr/bin/h1d --port {{port}}"
url: "http://127.0.0.1:{{port}}/"
version: "/usr/bin/h1d --version"
"""


def test_the_package_starts_what_it_audits(enter):
    folder = enter[-1] / "tmp"
    (folder / "own.yaml").write_text(TARGET)
    done = subprocess.run(
        [*enter, "/usr/bin/assay", "audit", "/tmp/own.yaml", "--out",
         "/tmp/audit", "--", *GLOBS],
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    assert passed(folder / "audit/own.json") > 100
    assert {path.name for path in (folder / "audit").iterdir()} >= {
        "matrix.html", "matrix.svg", "own.html", "own.log", "summary.md"}


def test_the_package_tells_what_it_is():
    package = one("*.deb")
    fields = dict(re.findall(r"^ ?([A-Z][\w-]+): (.*)$",
                             text_of("dpkg-deb", "-f", package), re.M))
    assert fields["Package"] == "assay"
    assert fields["Section"] == "web"
    assert fields["Depends"].startswith("libc6 (>= 2.")
    assert "," not in fields["Depends"]
    paths = text_of("dpkg-deb", "-c", package)
    for path in ("share/doc/assay/copyright", "share/doc/assay/changelog.gz",
                 "share/assay/ci/run", "share/assay/targets/nginx.yaml",
                 "share/bash-completion/completions/assay",
                 "share/zsh/vendor-completions/_assay"):
        assert f"./usr/{path}\n" in paths
    assert "/__pycache__/" not in paths
    pages = set(re.findall(r"\./usr/share/man/man\d/(\S+)\n", paths))
    assert pages == {"assay-case.5.gz", "h1.3.gz"} | {
        f"{program}.1.gz" for program in PROGRAMS}


# ---- the archive ----

@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_need_the_c_library_alone(unpacked, program):
    others = [name for name, _ in libraries(unpacked / "bin" / program)
              if not C_LIBRARY.search(name)]
    assert others == []


def test_nothing_names_the_build(unpacked):
    told = [path for path in unpacked.rglob("*") if path.is_file()
            and bytes(ROOT) in path.read_bytes()]
    assert told == []


def test_the_archive_runs_where_it_is(unpacked, tmp_path):
    programs = unpacked / "bin"
    environment = {"PATH": "/nowhere"}
    with served(programs / "h1d", "--port", "0", cwd=tmp_path,
                env=environment) as url:
        done = subprocess.run(
            [programs / "assay", "run", "--quiet", url, *GLOBS,
             "--json", "report.json"], cwd=tmp_path, env=environment,
            capture_output=True, text=True, check=False)
        page = text_of(programs / "h1c", "-s", url + "static/index.html")
    assert done.returncode == 0, done.stderr + done.stdout
    assert passed(tmp_path / "report.json") > 100
    assert page == PAGE.read_text()


def test_its_target_files_find_what_they_need(unpacked, tmp_path):
    done = subprocess.run(
        [unpacked / "bin/assay", "audit", "python", "--", GLOBS[0]],
        cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads((tmp_path / "audit/python.json").read_text())
    assert "static" in report["calibration"]["capabilities"], done.stdout


def test_the_archive_is_played_by_pytest(unpacked, tmp_path):
    with served(unpacked / "bin/h1d", "--port", "0") as url:
        done = subprocess.run(
            ["/usr/bin/python3", "-m", "pytest", "-p", "assay_pytest",
             "-k", "size-hex-prefix", "--assay-target", url], cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin",
                 "PYTHONPATH": str(unpacked / "share/assay/pytest")},
            capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"assay: {unpacked}/bin/assay, target {url}" in done.stdout


def test_programs_are_built_with_the_library(unpacked, tmp_path):
    (tmp_path / "main.c").write_text(
        "#include <h1/h1.h>\n"
        "int main(void) { return h1_code_text(H1_E_NONE) == 0; }\n")
    [folder] = unpacked.glob("lib/**/pkgconfig")
    words = text_of("pkg-config", "--cflags", "--libs", "libh1",
                    env={"PATH": os.environ["PATH"],
                         "PKG_CONFIG_PATH": str(folder)}).strip()
    text_of("sh", "-c", f"cc main.c {words} && LD_LIBRARY_PATH=\"$1\" ./a.out",
            "build", folder.parent, cwd=tmp_path)
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.22)\nproject(x C)\n"
        "find_package(h1 REQUIRED)\nadd_executable(x main.c)\n"
        "target_link_libraries(x h1::h1)\n")
    text_of("cmake", "-G", "Ninja", "-B", "build",
            f"-DCMAKE_PREFIX_PATH={unpacked}", cwd=tmp_path)
    text_of("cmake", "--build", "build", cwd=tmp_path)
    text_of(tmp_path / "build/x")
