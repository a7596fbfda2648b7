"""Does not know Transfer-Encoding: chunks are the next request to it."""

from honest import Honest, main


class IgnoresTransferEncoding(Honest):
    def read_content(self, request):
        request.fields = [
            field for field in request.fields
            if field[0].lower() != b"transfer-encoding"]
        return super().read_content(request)


if __name__ == "__main__":
    main(IgnoresTransferEncoding)
