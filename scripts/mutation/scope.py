"""What is changed: the wire layer, the semantics, and what decides about
messages and connections in h1d."""

from fnmatch import fnmatch

FILES = [
    "reference/h1/*.c", "reference/h1/*.h", "reference/h1/*.inc",
    "reference/h1/*.def",
    "reference/http/*.c", "reference/http/*.def",
    "reference/server/*.c", "reference/server/machine.h",
    "reference/server/field_name.def",
    "reference/site/*.c", "reference/site/routes.def",
]

# And what is not, because no case could tell.
LEFT_OUT = {
    "reference/h1/scan_*[!n].c": "kernels of one machine; the plain one is "
                                 "forced, so that all machines run the same",
    "reference/h1/pass_[vt]*.inc": "of those kernels",
    "reference/h1/scan.c": "chooses a kernel",
    "reference/h1/lenient.*": "names of what h1d, which is strict, never allows",
    "reference/h1/status_line.c": "reads responses; h1d reads requests",
    "reference/http/escape.c": "names in pages for people",
    "reference/http/form*.c": "forms of people who fill a folder by hand",
    "reference/http/media_table.c": "reads a configuration file",
    "reference/http/media.*": "media types by extension; each may be any",
    "reference/server/access_log*.c": "the log is not on the wire",
    "reference/server/buffer.c": "memory",
    "reference/server/certificate.c": "TLS",
    "reference/server/deadline.c": "time-outs of seconds, not waited for",
    "reference/server/http_server.c": "threads and signals",
    "reference/server/listener.c": "sockets",
    "reference/server/main.c": "the program around the server",
    "reference/server/options.c": "the program around the server",
    "reference/server/output.c": "memory",
    "reference/server/peer*.c": "sockets",
    "reference/server/settings.c": "defaults; each may be any",
    "reference/server/socket.c": "sockets",
    "reference/server/timer_queue.c": "time-outs of seconds, not waited for",
    "reference/server/wire*.c": "sockets",
    "reference/server/worker.c": "threads",
    "reference/server/workspace.c": "memory",
    "reference/site/folder.c": "finds names in a folder",
    "reference/site/listing.c": "a page for people",
    "reference/site/media.c": "reads a configuration file",
    "reference/site/squeeze.c": "compresses, by zlib",
    "reference/site/stamp.c": "times of files that are stored",
    "reference/site/temporary.c": "files under way",
    "reference/site/text.c": "memory",
    "reference/site/upload.c": "forms of people who fill a folder by hand",
    "reference/site/variants.c": "finds files by the parts of their names",
}

RESPONSES = "reads responses; h1d reads requests"
TOLERANCE = "for what a strict reader never tolerates"
PEOPLE = "names for people"

# Functions, tables and rows of the other files that h1d has and never uses.
PARTS_LEFT_OUT = {
    "reference/h1/errors.def": {
        "STATUS_LINE_TOO_LONG STATUS_LINE_SPACE STATUS_CODE REASON_OCTET":
            RESPONSES},
    "reference/h1/field_line.c": {
        "ignored ignored_cr name_space lengthen": TOLERANCE},
    "reference/h1/framing.c": {
        "by_status": RESPONSES, "h1_framing_name": PEOPLE},
    "reference/h1/pass_lines.inc": {"status_line": RESPONSES},
    "reference/h1/reader.c": {"until_close": RESPONSES},
    "reference/h1/request_line.c": {"trailing_space": TOLERANCE},
    "reference/h1/target.c": {
        "is_ipv4 host_kind": "h1d does not ask what kind a host is"},
    "reference/h1/understand.c": {"response answered": RESPONSES},
    "reference/site/accept.c": {
        "comes_from_elsewhere find_boundary accept_form":
            "forms of people who fill a folder by hand"},
    "reference/site/echo.c": {"echo_forget reserve": "memory"},
    "reference/http/status.def": {"*": "reason phrases are for people"},
}


def has_part(path, name):
    """Whether a function, table or row is changed."""
    parts = PARTS_LEFT_OUT.get(path, {})
    return not any(name in names.split() or names == "*" for names in parts)


def matches(path, globs):
    return any(fnmatch(path, glob) for glob in globs)


def files(root, only=None):
    """Paths, from the root, of all that is changed."""
    found = sorted({str(path.relative_to(root)) for glob in FILES
                    for path in root.glob(glob)})
    return [path for path in found if not matches(path, LEFT_OUT) and
            (only is None or fnmatch(path, only))]
