"""One line a check; what failed says why."""

import subprocess


class Report:
    """Counts what passed and what failed."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, complaints):
        """A check with its list of complaints: none means that it passed."""
        complaints = list(complaints)
        if not complaints:
            self.passed += 1
            print(f"ok      {name}")
            return
        self.failed += 1
        print(f"FAILED  {name}")
        for complaint in complaints:
            print("        " + str(complaint).replace("\n", "\n        "))

    def command(self, name, *command, **options):
        """A check that a program makes: its output is the complaint."""
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
        except FileNotFoundError:
            self.check(name, [f"{command[0]} is missing: script/bootstrap --for infra installs it"])
            return False
        self.check(name, [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()])
        return done.returncode == 0
