"""One connection at a time; one that is idle for 0.3 s is closed."""

import frame
from honest import Honest

IDLE = 0.3

if __name__ == "__main__":
    listener = frame.listen(frame.port_argument())
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                server = Honest(connection)
                connection.settimeout(IDLE)
                server.serve()
            except OSError:
                pass  # idle, or gone
