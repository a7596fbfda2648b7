"""Serves nobody who does not say a:b, which it checks before all but syntax."""

from honest import Honest, Refused, main


class Guarded(Honest):
    def read_head(self):
        request = super().read_head()
        if request.values(b"authorization") != [b"Basic YTpi"]:
            raise Refused(401)
        return request


if __name__ == "__main__":
    main(Guarded)
