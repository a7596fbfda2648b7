"""One connection at a time; `single.py S`: after S s of silence the next."""

import sys

import frame
from honest import Honest

if __name__ == "__main__":
    listener = frame.listen(frame.port_argument())
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                server = Honest(connection)
                connection.settimeout(float(sys.argv[1]))
                server.serve()
            except OSError:
                pass  # idle, or gone
