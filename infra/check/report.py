"""One line a check, and how many passed."""

import sys
import time


class Report:
    """Collects verdicts; each is printed when it is known."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def check(self, name, complaints, seconds=None):
        """A check's verdict: no complaints, or what is wrong, by name."""
        complaints = list(complaints)
        took = f" ({seconds:.1f} s)" if seconds is not None and seconds >= 1 else ""
        if complaints:
            self.failures.append(name)
            print(f"FAIL {name}{took}")
            for complaint in complaints:
                for line in str(complaint).rstrip().split("\n"):
                    print(f"     {line}")
        else:
            self.passed += 1
            print(f"ok   {name}{took}")
        sys.stdout.flush()

    def timed(self, name, function, *arguments):
        """Runs a check that answers with its complaints."""
        started = time.monotonic()
        try:
            complaints = list(function(*arguments))
        except Exception as error:  # noqa: BLE001: a check that breaks is a check that failed.
            complaints = [f"{type(error).__name__}: {error}"]
        self.check(name, complaints, time.monotonic() - started)

    def close(self):
        """The closing line; whether all is well."""
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return not self.failures and self.passed > 0
