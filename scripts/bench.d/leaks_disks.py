"""Disks that are full or read-only, quotas, no home, locks that fail."""
import os
import shutil
import subprocess
import sys

# A library that lets locks fail as a file server without locks does.
NO_LOCKS = """
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>
int flock(int fd, int how) { (void)fd; (void)how; errno = ENOLCK; return -1; }
static int deny(int fd, int cmd, void *arg) {
  if (cmd == F_SETLK || cmd == F_SETLKW || cmd == F_OFD_SETLK) { errno = ENOLCK; return -1; }
  return (int)syscall(SYS_fcntl, fd, cmd, arg);
}
int fcntl(int fd, int cmd, ...) { va_list a; va_start(a, cmd); void *p = va_arg(a, void *); va_end(a); return deny(fd, cmd, p); }
int fcntl64(int fd, int cmd, ...) { va_list a; va_start(a, cmd); void *p = va_arg(a, void *); va_end(a); return deny(fd, cmd, p); }
"""


# KiB of a disk, enough for an import that begins without room and ends with it; and KiB left on it: for
# the journal from none to the last of an import.
SIZE = 3072
ROOM = {"state": (0, 64, 256, 384, 512, 704, 768, 896, 1024, 1152, 1280), "config": (0, 4, 64)}


def mounted(folder, options):
    """A small file system in memory; False where none may be mounted."""
    os.makedirs(folder, 0o700, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "crmsh-bench", folder],
                          capture_output=True)
    return done.returncode == 0


def unmounted(folder):
    subprocess.run(["umount", "-l", folder], capture_output=True)


def told(tally, label, ended, *found, codes=(1, 78), words=""):
    """A case that has to end with a reason."""
    found = list(found)
    if ended.crashed() or "limit ended it" in ended.errors or ended.code > 128:
        found.append(f"exit {ended.code}: {ended.errors[-200:]}")
    elif ended.code not in codes or ended.code and "error:" not in ended.errors:
        found.append(f"exit {ended.code}: {ended.said()}")
    elif words and words not in ended.errors:
        found.append(f"does not say {words!r}: {ended.said()}")
    tally.add([label, f"exit {ended.code}", ended.said()[-80:]], *[f"{label}: {w}" for w in found])


def full(tally, stage_of, place):
    """A disk without room, at several moments; with room again everything goes on."""
    for kib in ROOM[place]:
        stage = stage_of()
        folder = f"{stage.folder}/{place}"
        login = stage.secrets()
        if not mounted(folder, f"size={SIZE}k,mode=700"):
            stage.close()
            return tally.add([f"a full disk under {place}: nothing may be mounted here", "", ""], cases=0)
        try:
            room = SIZE - kib
            with open(f"{folder}/ballast", "wb") as ballast:
                ballast.write(b"\0" * (room * 1024))
            first = stage.run([login], limit=30)
            ended = first if first.code else stage.run(stage.script(), limit=30)
            # A sign-in needs little room, the journal much.
            codes = (1, 78) if place == "state" and kib < 100 or not kib else (0, 1, 4, 78)
            told(tally, f"{place}: {kib} KiB left", ended, codes=codes)
            os.remove(f"{folder}/ballast")
            again = [] if os.path.exists(f"{stage.folder}/config/crmsh/credentials") else [
                stage.secrets()]
            is_open = ended.code and "unfinished" in stage.run(["runs"]).output
            lines = ["connect try", "resume"] if is_open else stage.script()
            after = stage.run([*again, *lines], limit=40)
            told(tally, f"{place}: {kib} KiB left, then room again", after, codes=(0,))
        finally:
            unmounted(folder)
            stage.close()


def read_only(tally, stage_of, place):
    """A disk that is made read-only after a sign-in."""
    stage = stage_of()
    folder = f"{stage.folder}/{place}"
    login = stage.secrets()
    if not mounted(folder, "size=4m,mode=700"):
        stage.close()
        return tally.add([f"a read-only disk under {place}: nothing may be mounted here", "", ""], cases=0)
    try:
        stage.run([login, *stage.script()], limit=30)
        subprocess.run(["mount", "-o", "remount,ro", folder], capture_output=True)
        login = stage.secrets()
        if place == "config":
            told(tally, f"{place}: read-only, login", stage.run([login], limit=30))
        told(tally, f"{place}: read-only, import", stage.run(stage.script(), limit=30),
             codes=(0, 1, 78) if place == "config" else (1, 78))
        told(tally, f"{place}: read-only, logout", stage.run(["logout try"], limit=30),
             codes=(1, 78) if place == "config" else (0, 1, 78))
    finally:
        unmounted(folder)
        stage.close()


def sizes(tally, stage_of):
    """A limit on the size of files, which is what quotas look like to a program."""
    for kib in (0, 8, 64, 128):
        stage = stage_of()
        login = stage.secrets()
        limited = ["sh", "-c", f'ulimit -f {kib * 2}; exec "$@"', "sh"]
        first = stage.run([login], limit=30, before=limited)
        ended = first if first.code else stage.run(stage.script(), limit=30, before=limited)
        told(tally, f"files of {kib} KiB at most", ended, codes=(1, 78, 4))
        stage.close()


def homes(tally, stage_of):
    """No home, and homes that are none."""
    for label, home in [("unset", None), ("empty", ""), ("relative", "here"), ("/dev/null", "/dev/null"),
                        ("not there", "/nonexistent/home"), ("a file", "FILE")]:
        stage = stage_of()
        put = f"{stage.folder}/file"
        with open(put, "w"):
            pass
        environment = {"HOME": put if home == "FILE" else home, "XDG_STATE_HOME": None,
                       "XDG_CONFIG_HOME": None}
        ended = stage.run([f"connect {stage.server.address}", "status"], environment=environment,
                          limit=30)
        bad = [path for path in ("/.local/state/crmsh", "/.config/crmsh") if os.path.exists(path)]
        told(tally, f"HOME {label}", ended, *bad,
             codes=(0,) if label in ("unset", "empty", "relative") else (0, 1, 78))
        stage.close()
        if label == "not there":
            shutil.rmtree("/nonexistent", ignore_errors=True)


def locks(tally, stage_of):
    """Locks that fail: nothing is done without them."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return tally.add(["locks that fail: no C compiler is there", "", ""], cases=0)
    stage = stage_of()
    source, library = f"{stage.folder}/locks.c", f"{stage.folder}/locks.so"
    with open(source, "w") as file:
        file.write(NO_LOCKS)
    made = subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"],
                          capture_output=True, text=True)
    if made.returncode:
        print(made.stderr[:300], file=sys.stderr)
    before = len(stage.sandbox.writes())
    preload = {"LD_PRELOAD": library}
    told(tally, "locks that fail: login", stage.run([stage.secrets()], environment=preload, limit=30),
         words="lock")
    stage.run([stage.secrets()])
    told(tally, "locks that fail: import",
         stage.run(stage.script(), environment=preload, limit=90), words="lock")
    lines = [f"connect {stage.server.address}", *stage.script()[1:]]
    ended = stage.run(lines, environment=preload, limit=90)
    wrote = [] if len(stage.sandbox.writes()) == before else ["wrote without a lock"]
    told(tally, "locks that fail: import without a sign-in", ended, *wrote, words="lock")
    stage.close()


def judge(tally, stage_of, sample):
    """All of it; what needs a mount only where one may be made."""
    locks(tally, stage_of)
    if sample:
        return
    for place in ("state", "config"):
        full(tally, stage_of, place)
        read_only(tally, stage_of, place)
    sizes(tally, stage_of)
    homes(tally, stage_of)
