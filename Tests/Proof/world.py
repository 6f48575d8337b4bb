"""Everything that a proof under faults runs on: servers, services, proxies, clients and readers."""

import pathlib
import random
import shutil
import time
import zlib

import psycopg

from client import Client, NoAnswer
from cluster import Disk, Server, add_standby, make_folder
from commands import new_key, register
from checker import Checker, Commit
from following import NewEpoch, Tail, deviation, deviation_in_ended_epoch
from load import History, LoadClient
from program import Service, collegiate, eventually, make_logs
from proxy import Proxy, Switchboard, to_port, to_server

DATABASE = "collegiate"
# What marks a request that changes something: on the way to PostgreSQL, an event's type among the parameters.
APPENDS = [b"PersonRegistered", b"ProgrammeProposed", b"NoVisitPeriodDeclared"]
COMMANDS = [b"POST /"]
SMALL_DISK = 220
RECOVERY = 60


class Violation(Exception):
    """The product did what it must not, in a sentence that somebody can act on."""


class World:
    """`has_standby` gives a primary and a standby that confirms each commit; `is_small` a disk that can be full."""

    def __init__(self, folder, sockets, seed, has_standby=False, is_small=False, logs=2, services=2, clients=2):
        self.folder, self.sockets_folder = pathlib.Path(folder), pathlib.Path(sockets)
        self.random = random.Random(zlib.crc32(str(seed).encode()))
        self.has_standby, self.is_small = has_standby, is_small
        self.logs = [f"log-{n}" for n in range(1, logs + 1)]
        self.service_count, self.client_count = services, clients
        self.disk, self.primary, self.standby, self.services = None, None, None, []
        self.database_proxies, self.client_proxies, self.clients, self.tails = [], [], [], []
        self.probes, self.switchboard, self.file = 0, None, None

    # --- Beginning and end ---

    def start(self):
        self.folder.mkdir(parents=True)
        self.sockets_folder.mkdir(parents=True)
        for folder in (self.folder, self.sockets_folder):
            folder.chmod(0o755)
        self.switchboard = Switchboard()
        self.disk = Disk(self.sockets_folder / "disk", SMALL_DISK) if self.is_small else None
        data = self.disk.folder / "data" if self.disk else self.sockets_folder / "primary"
        self.primary = Server(data, self.sockets_folder / "s1", self.disk)
        self.primary.initialise()
        self.primary.start()
        self.primary.wait()
        self.primary.ask("create role collegiate login createrole")
        self.primary.ask(f"create database {DATABASE} owner collegiate")
        self.tokens = make_logs(self.address(self.primary), self.logs)
        self.bases = {log: self.stored(log)[-1].number for log in self.logs}
        self.file = (self.folder / "history.jsonl").open("w")
        self.history = History(self.file, self.logs)
        servers = [self.primary]
        if self.has_standby:
            self.standby = Server(self.sockets_folder / "standby", self.sockets_folder / "s2")
            add_standby(self.primary, self.standby)
            servers.append(self.standby)
        for server in servers:
            self.database_proxies.append(Proxy(self.switchboard, to_server(server.sockets), APPENDS))
        for number in range(self.service_count):
            self.add_service(number)
        self.start_load()

    def add_service(self, number):
        service = Service(self.through_proxies(), self.folder / f"service-{number + 1}.log")
        eventually("The service starts", service.start)
        self.services.append(service)
        self.client_proxies.append(Proxy(self.switchboard, to_port(lambda: service.port), COMMANDS))

    def start_load(self):
        for log in self.logs:
            for place, proxy in enumerate(self.client_proxies):
                for number in range(self.client_count):
                    name = f"c-{place + 1}{number + 1}"
                    self.clients.append(LoadClient(
                        name, proxy.port, log, self.tokens[log], self.history, self.random.random(),
                        other_port=self.random.choice(self.client_proxies).port))
            self.tails.append((log, "in SQL", Tail(SQLFeed(self, log).poll, log)))
            feed = HTTPFeed(self.client_proxies[0].port, log, self.tokens[log])
            self.tails.append((log, "over HTTP", Tail(feed.poll, log)))
        for thread in [*self.clients, *(tail for _, _, tail in self.tails)]:
            thread.start()

    def stop(self):
        for client in self.clients:
            client.stopping.set()
        for _, _, tail in self.tails:
            tail.give_up()
        for service in self.services:
            service.stop()
        for server in {self.primary, self.standby} - {None}:
            server.stop()
        for log in self.sockets_folder.glob("*.log"):
            shutil.copy(log, self.folder)
        if self.disk:
            self.disk.remove()
        if self.switchboard:
            for proxy in [*self.database_proxies, *self.client_proxies]:
                proxy.close()
            self.switchboard.close()
        if self.file:
            self.join_all()
            self.file.close()

    def join_all(self):
        for thread in [*self.clients, *(tail for _, _, tail in self.tails)]:
            if thread.ident:
                thread.join(30)

    # --- Where things are ---

    def address(self, server, user="collegiate"):
        return f"host={server.sockets} user={user} dbname={DATABASE} connect_timeout=5"

    def through_proxies(self):
        hosts = ",".join("127.0.0.1" for _ in self.database_proxies)
        ports = ",".join(str(proxy.port) for proxy in self.database_proxies)
        return (f"host={hosts} port={ports} user=collegiate dbname={DATABASE} target_session_attrs=read-write "
                "connect_timeout=5")

    def stored(self, log):
        """The log as the database holds it: every commit with its receipts and events."""
        with psycopg.connect(self.address(self.primary, "postgres")) as connection:
            number = connection.execute("select id from collegiate.log where slug = %s", (log,)).fetchone()[0]
            commits = {row[0]: Commit(*row, [], []) for row in connection.execute(
                "select number, first_position, last_position from collegiate.commit where log = %s order by number",
                (number,))}
            whose = {}
            for key, commit, first, last in connection.execute(
                    "select command::text, commit, first_position, last_position from collegiate.receipt where log = %s",
                    (number,)):
                commits[commit].receipts.append((key, first, last))
                whose[key] = commit
            for event in connection.execute(
                    "select position, stream, version, type, command::text from collegiate.event where log = %s "
                    "order by position", (number,)):
                commits[whose[event[4]]].events.append(event)
        return list(commits.values())

    def epoch(self, log):
        return self.primary.ask("select epoch from collegiate.log where slug = %s", log, database=DATABASE)[0][0]

    # --- While it runs ---

    def supervise(self):
        """Starts what has ended, as a service manager would; whether all of it runs."""
        ready = self.primary.supervise()
        for service in self.services:
            if not service.is_running:
                ready = service.start() and ready
        return ready

    def load(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.supervise()
            self.refuse_violations()
            time.sleep(0.1)

    def refuse_violations(self):
        for thread in [*self.clients, *(tail for _, _, tail in self.tails)]:
            if thread.error:
                raise thread.error
        if self.history.strange:
            raise Violation(self.history.strange[0])

    def recovery(self, since, seconds=RECOVERY):
        """Seconds from `since` until every service has carried out a command in every log, sent after it."""
        for place in range(len(self.services)):
            for log in self.logs:
                what = f"Service {place + 1} does not acknowledge commands in {log} within {seconds} s of recovery"
                try:
                    eventually(what, lambda: self.supervise() and self.probe(place, log), seconds)
                except TimeoutError as error:
                    raise Violation(str(error)) from error
        return time.monotonic() - since

    def probe(self, place, log):
        self.refuse_violations()
        self.probes += 1
        client = LoadClient(
            "probe", self.client_proxies[place].port, log, self.tokens[log], self.history, self.probes)
        client.client.timeout = 3
        before = len(self.history.acknowledged[log])
        key = new_key()
        client.attempt(register(f"probe-{self.probes}"), key)
        client.client.close()
        return any(known == key for known, _ in self.history.acknowledged[log][before:])

    # --- The reckoning ---

    def finish(self):
        """Ends the load and checks everything; sentences that say what was wrong."""
        self.stop_clients()
        self.refuse_violations()
        found = self.check_histories()
        return found + [why for log in self.logs for why in self.by_the_program(log)]

    def stop_clients(self):
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            client.join(90)
        self.file.flush()

    def check_histories(self):
        """Every answer and every reader against the log as the database holds it."""
        found, commits = [], {log: self.stored(log) for log in self.logs}
        for log in self.logs:
            checker = Checker(
                self.history.attempts[log], self.history.reads[log], commits[log], self.bases[log])
            found += [f"{log}: {why}" for why in checker.violations()]
            found += self.stale_epochs(log)
        for log, how, tail in self.tails:
            final = [(e[0], f"{e[1]}:{e[2]}") for commit in commits[log] for e in commit.events]
            why = [deviation(final, tail.finish(final[-1][0]))]
            # A call's commands are its clients'; some send the same twice at once.
            most = 2 * self.client_count * self.service_count
            why += [deviation_in_ended_epoch(final, seen, most) for seen in tail.former]
            found += [f"{log}: a reader {how} deviates: {what}" for what in why if what]
            if self.primary is self.standby and not tail.former:
                found.append(f"{log}: a reader {how} was not told that the log goes on in another epoch")
        return found

    def stale_epochs(self, log):
        epoch = self.epoch(log)
        return [
            f"{log}: {read.client} was told epoch_changed for {read.carried}, though the epoch is {epoch}"
            for read in self.history.reads[log] if read.refusal == "epoch_changed" and read.carried[0] >= epoch]

    def by_the_program(self, log):
        """What the program itself says of the log and of its reporting tables."""
        url, found = self.address(self.primary), []
        status, said = collegiate(url, "verify", log)
        if status != 0:
            found.append(f"{log}: verify ended with {status}: {said.strip()}")
        try:
            eventually("The views have followed", lambda: collegiate(url, "views", "status", log)[0] == 0
                       and self.views_are_level(log), 60)
        except TimeoutError:
            found.append(f"{log}: the views do not reach the log's end: {collegiate(url, 'views', 'status', log)[1]}")
        status, said = collegiate(url, "views", "rebuild", log)
        lines = said.strip().splitlines()
        if status != 0 or not lines or any(not line.endswith(" 0 not as before") for line in lines):
            found.append(f"{log}: the reporting tables are not what a rebuild makes of the log: {said.strip()}")
        return found

    def views_are_level(self, log):
        return self.primary.ask(
            "select bool_and(c.position = (select max(position) from collegiate.event e where e.log = l.id)) "
            "from collegiate.cursor c join collegiate.log l on l.id = c.log where l.slug = %s", log,
            database=DATABASE)[0][0]


class SQLFeed:
    """Polls as the product does, straight from whichever server is the primary."""

    def __init__(self, world, log):
        self.world, self.log, self.connection, self.server = world, log, None, world.primary

    def poll(self, cursor):
        if self.connection is None and self.server is not self.world.primary:
            self.server = self.world.primary
            raise NewEpoch
        try:
            if self.connection is None:
                self.connection = psycopg.connect(self.world.address(self.server, "postgres"), autocommit=True)
            return self.connection.execute(
                "select e.position, e.stream || ':' || e.version from collegiate.event e "
                "where e.log = (select id from collegiate.log where slug = %s) and e.position > %s "
                "order by e.position limit 20", (self.log, cursor)).fetchall()
        except psycopg.OperationalError:
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None


class HTTPFeed:
    """Follows the feed of a service. After a change of epoch it learns the new one, and reads from the beginning."""

    def __init__(self, port, log, token):
        self.client, self.epoch = Client(port, log, token, timeout=5), 1

    def poll(self, cursor):
        try:
            answer = self.client.send("GET", f"events?after={self.epoch}:{cursor}&limit=50")
            if answer.code == "epoch_changed":
                self.epoch = self.client.send("GET", "events?limit=1").position[0]
                raise NewEpoch
        except (NoAnswer, TypeError):
            answer = None
        if answer is None or answer.status != 200:
            return None
        return [(event["position"], f"{event['stream']}:{event['version']}") for event in answer.body["events"]]
