"""A PostgreSQL server of one's own for tests and benchmarks: started in a temporary folder, gone afterwards.

Debian keeps the server out of the PATH, and it refuses to run as root: both are dealt with here.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PASSWORD = "mot de passe/@1"
USER = "desk"


class NoServerError(Exception):
    """Why no server can be started here, in words for a skipped test."""


@dataclass
class Server:
    """A running server."""

    programs: Path
    data: Path
    port: int
    account: str | None

    def url(self, database: str, password: str = PASSWORD) -> str:
        """The address of a database on it."""
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make an empty database, or the copy of another that nobody uses; its address."""
        _run(
            [self.programs / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-T", template, database],
            environment={"PGPASSWORD": PASSWORD},
        )
        return self.url(database)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c shared_buffers=32MB"
        log = self.data.parent / "log"
        _run([self.programs / "pg_ctl", "-D", self.data, "-w", "-o", options, "-l", log, "start"], self.account)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; "immediate" is a crash: nothing is written, the next start recovers."""
        _run([self.programs / "pg_ctl", "-D", self.data, "-m", mode, "-w", "stop"], self.account)


def _run(command: list[str | Path], account: str | None = None, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, cwd="/", check=False,
        **({"user": account} if account else {}), env={**os.environ, "LC_ALL": "C", **(environment or {})},
    )
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()}")


def programs() -> Path:
    """The folder of initdb and pg_ctl: on the PATH, else the newest that Debian installed."""
    found = shutil.which("initdb")
    if found and not Path(found).is_symlink():
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not installed:
        raise NoServerError("no PostgreSQL server on this machine: apt-get install postgresql")
    return installed[-1].parent


def _account() -> str | None:
    """Who may run the server: whoever runs this, or for root another."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise NoServerError("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")


@contextmanager
def running() -> Iterator[Server]:
    """A server with one user, ``desk``, who needs a password."""
    found, account = programs(), _account()
    with tempfile.TemporaryDirectory(prefix="legation-pg-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        secret = base / "secret"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        if account:
            for path in (base, secret):
                shutil.chown(path, account)
        _run(
            [found / "initdb", "-D", base / "data", "-U", USER, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            account,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = Server(programs=found, data=base / "data", port=port, account=account)
        server.start()
        try:
            yield server
        finally:
            server.stop()
