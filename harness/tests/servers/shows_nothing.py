"""Closes behind every answer: no two of them are to be compared."""

from honest import Honest, main


class ShowsNothing(Honest):
    def is_last(self, request):
        return True


if __name__ == "__main__":
    main(ShowsNothing)
