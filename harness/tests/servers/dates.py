"""`dates.py WAY`: without Date beside an error, or with one in a wrong form."""

import sys
import time

from honest import Honest, main


class NotInErrors(Honest):
    def fields(self, status):
        return super().fields(status) if status == 200 else []


class Asctime(Honest):
    def fields(self, status):
        return [("Date", time.asctime(time.gmtime()))]


if __name__ == "__main__":
    main({"missing": NotInErrors, "asctime": Asctime}[sys.argv[1]])
