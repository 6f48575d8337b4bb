"""PostgreSQL servers with the durability of a fresh installation, made to be killed."""

import os
import pathlib
import shutil
import signal
import subprocess

import psycopg

from program import eventually, spawn

BIN = "/usr/lib/postgresql/15/bin"
# PostgreSQL refuses to run as root; it then runs as the user that its package made.
AS_SERVER = (["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=-all"]
             if os.getuid() == 0 else [])
SETTINGS = {
    "listen_addresses": "", "max_connections": "80", "shared_buffers": "32MB", "max_wal_size": "96MB",
    "min_wal_size": "32MB", "autovacuum_naptime": "5s",
    # How soon a standby comes back to its primary; the usual 5 s would hide how soon the service does.
    "wal_retrieve_retry_interval": "200ms",
}


def make_folder(path):
    path = pathlib.Path(path)
    path.mkdir(parents=True)
    path.chmod(0o700)
    if AS_SERVER:
        shutil.chown(path, "postgres", "postgres")
    return path


class Disk:
    """A small file system in memory, in a mount namespace that ends with the process which holds it."""

    def __init__(self, folder, megabytes):
        if os.getuid() != 0:
            raise RuntimeError("The full disk is a file system of its own, and only root can mount that: run this as root.")
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.holder = spawn([
            "unshare", "--mount", "sh", "-c",
            'mount -t tmpfs -o size="$1",mode=755 none "$2" && exec sleep infinity', "sh", f"{megabytes}m", str(folder)])
        eventually("The small disk is mounted", self._is_mounted, 10)

    def _is_mounted(self):
        mounts = pathlib.Path(f"/proc/{self.holder.pid}/mounts")
        return f" {self.folder} tmpfs" in mounts.read_text() and self.outside.exists()

    @property
    def enter(self):
        return ["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt"]

    @property
    def outside(self):
        """Its folder, as seen from here."""
        return pathlib.Path(f"/proc/{self.holder.pid}/root{self.folder}")

    def fill(self):
        with (self.outside / "fill").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass

    def free(self):
        (self.outside / "fill").unlink()

    def remove(self):
        self.holder.kill()
        self.holder.wait()


class Server:
    def __init__(self, folder, sockets, disk=None):
        self.data = pathlib.Path(folder)
        self.sockets = make_folder(sockets)
        self.enter = disk.enter if disk else []
        self.log_file = self.sockets.parent / f"{self.data.name}.log"
        self.process = None

    def initialise(self):
        where = make_folder(pathlib.Path(f"/proc/self/root{self.data}")) if not self.enter else None
        if where is None:
            subprocess.run([*self.enter, "install", "-d", "-m", "700", "-o", "postgres", self.data], check=True)
        self._run("initdb", f"--pgdata={self.data}", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
                  "--data-checksums", "--auth=trust", "--wal-segsize=1")

    def clone(self, primary):
        """Becomes a standby of another server, which keeps for it what it has not received: without a slot a primary
        that was killed may throw that away as it starts."""
        make_folder(self.data)
        self._run("pg_basebackup", f"--pgdata={self.data}", "--write-recovery-conf", "--checkpoint=fast",
                  "--create-slot", "--slot=standby",
                  f"--dbname=host={primary.sockets} user=postgres application_name=standby")

    def _run(self, program, *arguments):
        done = subprocess.run(
            [*self.enter, *AS_SERVER, f"{BIN}/{program}", *arguments], capture_output=True, text=True, cwd="/")
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")

    def start(self):
        """Starts it and does not wait; supervise() does what is needed until it answers."""
        settings = {**SETTINGS, "unix_socket_directories": str(self.sockets)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log_file.open("ab") as said:
            # Changing the user loses the signal that the parent's death sends, so it is set once more. INT is
            # PostgreSQL's 'fast': it ends the sessions, and waits for none.
            self.process = spawn(
                [*self.enter, *AS_SERVER, "setpriv", "--pdeathsig", "INT", f"{BIN}/postgres", "-D", str(self.data), *options],
                death_signal="INT", cwd="/", stdout=said, stderr=said)

    def supervise(self):
        """Starts it again where it has ended, as a service manager would; whether it answers."""
        if self.process.poll() is not None:
            self.start()
        ready = [f"{BIN}/pg_isready", "--quiet", f"--host={self.sockets}", "--username=postgres", "--dbname=postgres"]
        return subprocess.run(ready, check=False).returncode == 0

    def wait(self, seconds=60):
        eventually(f"PostgreSQL answers ({self.log_file})", self.supervise, seconds)

    def address(self, database="postgres"):
        return f"host={self.sockets} user=postgres dbname={database} connect_timeout=5"

    def ask(self, sql, *values, database="postgres"):
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute("set statement_timeout = '5s'")
            answer = connection.execute(sql, values or None)
            return answer.fetchall() if answer.description else []

    def promote(self):
        self._run("pg_ctl", "promote", f"--pgdata={self.data}", "--wait", "--timeout=60")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(20)


def add_standby(primary, standby):
    """Makes and starts the standby, after which the primary acknowledges nothing that is not on both."""
    standby.clone(primary)
    standby.start()
    standby.wait()
    primary.ask("alter system set synchronous_standby_names = 'standby'")
    primary.ask("select pg_reload_conf()")
    wait_for_standby(primary)


def wait_for_standby(primary):
    eventually("The standby is in step with its primary", lambda: primary.ask(
        "select 1 from pg_stat_replication where sync_state = 'sync' and state = 'streaming' "
        "and replay_lsn >= pg_current_wal_lsn() - 100000"), 60)
