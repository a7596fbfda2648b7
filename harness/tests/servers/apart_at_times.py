"""Refuses a request-line whose CR and LF come in different reads, every other
time."""

from honest import Honest, Refused, main


class ApartAtTimes(Honest):
    times = 0

    def more(self):
        if self.input.startswith(b"GET") and self.input.endswith(b"\r"):
            ApartAtTimes.times += 1
            if ApartAtTimes.times % 2 == 1:
                raise Refused(400)
        super().more()


if __name__ == "__main__":
    main(ApartAtTimes)
