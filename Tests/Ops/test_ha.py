"""ops/ha: Patroni, etcd and haproxy with the very files that the runbook names, on one machine."""

import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.request

import pytest
from ops_run import CHECKOUT, eventually
from servers import AS_SERVER, SLUG, Place, begin, checked, clean, collegiate, free_port, stopwatch

FILES = CHECKOUT / "ops" / "ha"


@pytest.fixture
def place():
    place = Place()
    yield place
    place.remove()


class Program:
    """A program of the cluster, in a session of its own; what it says goes to a file."""

    def __init__(self, place, name, arguments, environment):
        self.log = place.folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*AS_SERVER, *map(str, arguments)], cwd="/", env=clean() | environment, stdout=log, stderr=log,
                start_new_session=True)
        place.running.append(self)

    def kill(self, *others):
        """Ends it and all that it started at once, as a power cut does."""
        for process in [p for one in (self.process.pid, *others) for p in descendants(one)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()


class Node(Program):
    """Patroni and its PostgreSQL, which is no child of it: it outlives a Patroni that is started anew."""

    def __init__(self, place, name, environment):
        self.data = place.folder / name
        super().__init__(place, f"patroni-{name}", ["patroni", FILES / "patroni.yml"], environment)

    def kill(self):
        note = self.data / "postmaster.pid"
        if note.exists():
            super().kill(int(note.read_text().split()[0]))
            note.unlink()
        else:
            super().kill()


def descendants(process):
    """The process and its children and theirs, those first that could start others."""
    found = [process]
    for other in found:
        try:
            os.kill(other, signal.SIGSTOP)
            for task in os.listdir(f"/proc/{other}/task"):
                with open(f"/proc/{other}/task/{task}/children") as children:
                    found += [int(child) for child in children.read().split()]
        except (ProcessLookupError, FileNotFoundError):
            pass
    return found


class Cluster:
    def __init__(self, place):
        self.place = place
        self.ports = {name: free_port() for name in [
            "etcd", "peer", "primary", "standby", "one", "two", "one-api", "two-api"]}
        settings = dict(line.split("=", 1) for line in (FILES / "etcd.env").read_text().splitlines()
                        if line and not line.startswith("#"))
        client, peer = (f"http://127.0.0.1:{self.ports[name]}" for name in ["etcd", "peer"])
        Program(place, "etcd", ["etcd"], settings | {
            "ETCD_DATA_DIR": str(place.folder / "etcd"), "ETCD_LISTEN_CLIENT_URLS": client,
            "ETCD_ADVERTISE_CLIENT_URLS": client, "ETCD_LISTEN_PEER_URLS": peer,
            "ETCD_INITIAL_ADVERTISE_PEER_URLS": peer, "ETCD_INITIAL_CLUSTER": f"etcd-1={peer}"})
        eventually("etcd is well", lambda: status(f"{client}/health") == 200)
        self.nodes = {"one": self.patroni("one")}
        eventually("one leads", lambda: self.leads("one"))
        self.nodes["two"] = self.patroni("two")
        eventually("two follows", lambda: self.asked("two", "synchronous") == 200)
        Program(place, "haproxy", ["haproxy", "-db", "-f", FILES / "haproxy.cfg"], {
            "HA_PRIMARY": f"127.0.0.1:{self.ports['primary']}", "HA_STANDBY": f"127.0.0.1:{self.ports['standby']}",
            "HA_ONE": f"127.0.0.1:{self.ports['one']}", "HA_ONE_CHECK": str(self.ports["one-api"]),
            "HA_TWO": f"127.0.0.1:{self.ports['two']}", "HA_TWO_CHECK": str(self.ports["two-api"])})

    def patroni(self, name):
        address, api = f"127.0.0.1:{self.ports[name]}", f"127.0.0.1:{self.ports[name + '-api']}"
        return Node(self.place, name, {
            "PATRONI_NAME": name, "PATRONI_ETCD3_HOSTS": f"'127.0.0.1:{self.ports['etcd']}'",
            "PATRONI_RESTAPI_LISTEN": api, "PATRONI_RESTAPI_CONNECT_ADDRESS": api,
            "PATRONI_POSTGRESQL_LISTEN": address, "PATRONI_POSTGRESQL_CONNECT_ADDRESS": address,
            "PATRONI_POSTGRESQL_DATA_DIR": str(self.place.folder / name),
            "PATRONI_POSTGRESQL_PGPASS": str(self.place.folder / f"{name}.pgpass"),
            "PATRONI_SUPERUSER_PASSWORD": "one-for-tests", "PATRONI_REPLICATION_PASSWORD": "another-for-tests"})

    def asked(self, name, what):
        return status(f"http://127.0.0.1:{self.ports[name + '-api']}/{what}")

    def leads(self, name):
        return self.asked(name, "primary") == 200

    def url(self, role="primary", user="postgres", password="one-for-tests", database="postgres"):
        return f"postgresql://{user}:{password}@127.0.0.1:{self.ports[role]}/{database}"


def status(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def test_the_configured_cluster_replaces_a_leader_that_was_killed_and_commands_are_taken_again(place):
    assert shutil.which("patroni") and shutil.which("etcd") and shutil.which("haproxy")
    cluster = Cluster(place)

    def writable():
        asked = ["psql", "-XAtqc", "select pg_is_in_recovery()", cluster.url()]
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip() == "f"

    def ready():
        # Until its first checks haproxy takes both for the leader, and gives them connections in turn.
        return all(writable() for _ in range(4))

    eventually("haproxy finds the leader", ready)
    for statement in ["create role collegiate login createrole password 'a-third'",
                      "create database collegiate owner collegiate encoding 'UTF8' template template0"]:
        checked(["psql", "-XAtqc", statement, cluster.url()])
    url = cluster.url(user="collegiate", password="a-third", database="collegiate")
    token = begin(url)
    service = place.serve(url)
    held = service.registered("before", token).position
    reading = place.serve(cluster.url("standby", "collegiate", "a-third", "collegiate"))
    assert reading.organisations(token, Collegiate_Position=held) == ["office", "before"]

    since = stopwatch()
    cluster.nodes["one"].kill()
    service.registered("after", token, 80)
    print(f"\nFrom the leader's death to a command taken by the next leader: {since():.1f} s")
    assert cluster.leads("two")
    assert service.get("events", token).position.startswith("2:")
    assert service.organisations(token) == ["office", "before", "after"]
    refused = service.get("events", token, Collegiate_Position=held)
    assert (refused.status, refused.code) == (409, "epoch_changed")
    collegiate(url, "verify", SLUG)
