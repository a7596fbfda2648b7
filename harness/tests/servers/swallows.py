"""Takes 20 octets more than a content has: the next request loses its head."""

from honest import Honest, main


class Swallows(Honest):
    def respond(self, request):
        close = super().respond(request)
        if request.content and not close:
            self.take(20)
        return close


if __name__ == "__main__":
    main(Swallows)
