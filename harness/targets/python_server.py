"""`python3 -m http.server`, with room for connections that wait to be accepted:
it has 5 places, and a connection without one waits for a second."""

import runpy
import socketserver

socketserver.TCPServer.request_queue_size = 1024
runpy.run_module("http.server", run_name="__main__", alter_sys=True)
