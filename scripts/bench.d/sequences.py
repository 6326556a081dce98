"""`bench keys --sequences [N]`: keys at random, by the tests of LineEditing.

N lines are typed key by key at the editor in a pseudo-terminal, each with up to thirty keys, and a quarter
as many below which something is asked. The line is to be what a model of the edit says, every cell of the
screen as well, and the terminal's modes are to be those from before. A failure tells its seed and keys.
"""
import argparse
import os
import re
import subprocess
import sys

# The suites say so many sequences at their end.
TOLD = re.compile(r"^key sequences: (\d+) (.*)$", re.MULTILINE)


def main():
    parser = argparse.ArgumentParser(prog="bench keys", description=__doc__)
    parser.add_argument("--sequences", type=int, nargs="?", const=10_000, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, help="the first (1)")
    parser.add_argument("--limit", type=int, default=7200, metavar="SECONDS",
                        help="give up after so long (7200)")
    options = parser.parse_args()
    subprocess.run(["swift", "build", "--build-tests"], check=True, stdout=sys.stderr)
    # A crash shall end the run at once: the backtracer can hang for minutes where nobody answers it.
    environment = {"SWIFT_BACKTRACE": "enable=no", **os.environ,
                   "CRMSH_KEY_SEQUENCES": str(options.sequences), "CRMSH_KEY_SEED": str(options.seed)}
    command = ["swift", "test", "--disable-xctest", "--skip-build", "--no-parallel",
               "--filter", "random keys"]
    try:
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, timeout=options.limit, check=False)
    except subprocess.TimeoutExpired:
        sys.exit(f"bench: not done within {options.limit} s")
    told = [(int(count), of) for count, of in TOLD.findall(run.stdout)]
    for count, of in told:
        print(f"{count} {of}")
    total = sum(count for count, _ in told)
    if run.returncode != 0 or total < options.sequences:
        print("\n".join(line for line in run.stdout.splitlines() if "\u2718" in line or "error:" in line))
        print(f"FOUND {options.sequences} asked for, {total} typed; swift test ended with {run.returncode}")
        return 1
    print(f"{total} sequences typed, 0 findings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
