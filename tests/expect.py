"""expect.py: what the tests in Python share: a count of what passed and failed, and a line for each failure."""
import sys


class Expect:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, name, wanted, got):
        self.count(wanted == got, f'{name}: expected {wanted!r}, got {got!r}')

    def count(self, right, difference):
        if right:
            self.passed += 1
        else:
            self.failed += 1
            print(difference)

    def finish(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(self.failed > 0)
