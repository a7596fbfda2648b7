"""Servers that Debian packages, held against what is known of them.

A verdict of the suite that changes shows here, and so does a server that does
other things under load: nothing may be new, fixed, stale or not judged.
"""

import shutil

import pytest

from servers import kit

SERVERS = {
    "apache": "/usr/sbin/apache2",
    "gunicorn": "/usr/bin/gunicorn",
    "h2o": "/usr/bin/h2o",
    "haproxy": "/usr/sbin/haproxy",
    "lighttpd": "/usr/sbin/lighttpd",
    "nginx": "/usr/sbin/nginx",
    "node": "node",
    "python": "/usr/bin/python3",
}
KNOWN = kit.ROOT / "cases/known"
# The build that plays does not matter to what is played: the faster one.
PLAYER = next(path for build in ("build/release", *filter(None, kit.BUILDS))
              if (path := kit.ROOT / build / kit.ASSAY).exists())


@pytest.mark.spread
@pytest.mark.parametrize("name", SERVERS)
def test_known(name, tmp_path):
    if shutil.which(SERVERS[name]) is None:
        pytest.skip(f"{name} is not installed")
    done = kit.run(
        tmp_path, "--target", kit.TARGETS / f"{name}.yaml", "--baseline",
        KNOWN / f"{name}.yaml", "--strict-baseline", "--quiet", timeout=300,
        command=[PLAYER])
    assert (done.status, done.err) == (0, ""), done.out
    told = done.report["baseline"]
    if told["other_version"]:
        pytest.skip(f"{done.report['target']['version']}: what is known is of "
                    f"{told['versions']}")
    assert told["known"] > 100


def test_all_are_here():
    assert sorted(SERVERS) == sorted(
        path.stem for path in KNOWN.glob("*.yaml"))
