"""As whom PostgreSQL runs. It refuses root, and initdb refuses a user without a name.

An ordinary user runs it as himself. Root maps itself to an ordinary user in a user namespace (files stay root's);
where namespaces are forbidden (most containers), it becomes `nobody`.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class RunsAs:
    """`uid`: whose files the server reads and writes, as seen from here. `inner`: its number in a namespace."""

    name: str
    uid: int
    gid: int | None = None
    inner: int | None = None

    def become(self, death_signal: signal.Signals) -> None:
        """Called in the new child before exec: take the identity and die with the parent (Linux)."""
        parent = os.getppid()
        if self.inner is not None:
            _enter_namespace(self.inner)
        elif self.gid is not None:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)
        die_with_parent(death_signal, parent)

    def can_run(self, program: Path, folder: Path) -> bool:
        """Try it: reach the folder, run the program."""
        script = 'cd "$1" && exec "$2" --version'
        try:
            done = subprocess.run(  # noqa: S603
                ["/bin/sh", "-c", script, "sh", str(folder), str(program)],
                preexec_fn=lambda: self.become(signal.SIGTERM),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def myself() -> RunsAs:
    """Whoever runs us."""
    return RunsAs("myself", os.geteuid())


def namespace() -> RunsAs:
    """Ourselves, under the name of nobody, in a user namespace of its own."""
    return RunsAs("a user namespace", os.geteuid(), inner=_nobody().pw_uid)


def nobody() -> RunsAs:
    """The user nobody; root only."""
    return RunsAs("nobody", _nobody().pw_uid, gid=_nobody().pw_gid)


def candidates() -> list[RunsAs]:
    """In the order to be tried on this machine."""
    if os.geteuid() == 0:
        return [namespace(), nobody()] if sys.platform == "linux" else [nobody()]
    return [myself()] if _has_name() or sys.platform != "linux" else [namespace()]


def die_with_parent(death_signal: signal.Signals, parent: int) -> None:
    """Ask the kernel for a signal when the parent ends, however it ends. Linux only; elsewhere nothing."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), death_signal)


def _enter_namespace(inner: int) -> None:
    outer = os.geteuid()
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    Path("/proc/self/uid_map").write_text(f"{inner} {outer} 1")


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _has_name() -> bool:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True
