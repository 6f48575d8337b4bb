"""Measures the Python library eventsourcing with its PostgreSQL recorder, for ops/bench.

One command registers a person: a new aggregate with one event, saved. That is what the benchmark's own command
does, over HTTP, and its append without. Each client saves one after the other, in threads of several processes.

Writes to OUT the seconds that it took, and then each command's microseconds, a line for each.
"""

import argparse
import multiprocessing
import os
import threading
import time

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Person(Aggregate):
    @event("Registered")
    def __init__(self, organisation: str) -> None:
        self.organisation = organisation


class People(Application):
    def register(self, organisation: str) -> None:
        self.save(Person(organisation))


def environment(arguments: argparse.Namespace, threads: int, makes_tables: bool = False) -> dict[str, str]:
    server = psycopg.conninfo.conninfo_to_dict(arguments.conninfo)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(server["dbname"]),
        "POSTGRES_HOST": str(server["host"]),
        "POSTGRES_PORT": str(server.get("port", 5432)),
        "POSTGRES_USER": str(server["user"]),
        # The library insists on one; the server on a socket asks for none.
        "POSTGRES_PASSWORD": str(server.get("password", "none")),
        # Processes that make them at the same time get in each other's way.
        "CREATE_TABLE": "yes" if makes_tables else "no",
        # A connection for each thread, so that none waits for another's.
        "POSTGRES_POOL_SIZE": str(threads),
        "POSTGRES_ENABLE_DB_FUNCTIONS": "yes" if arguments.functions else "no",
    }


def client(people: People, barrier: threading.Barrier, seconds: float, spent: list[int]) -> None:
    people.register("office")  # opens the connection and prepares the statements
    barrier.wait()
    end = time.monotonic_ns() + int(seconds * 1e9)
    before = time.monotonic_ns()
    while before < end:
        people.register("office")
        after = time.monotonic_ns()
        spent.append((after - before) // 1000)
        before = after


def process(arguments: argparse.Namespace, threads: int, barrier, results) -> None:
    people = People(env=environment(arguments, threads))
    spent: list[list[int]] = [[] for _ in range(threads)]
    workers = [
        threading.Thread(target=client, args=(people, barrier, arguments.seconds, own)) for own in spent
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    results.put([microseconds for own in spent for microseconds in own])
    people.close()


def measure(arguments: argparse.Namespace) -> tuple[float, list[int]]:
    threads = arguments.clients // arguments.processes
    People(env=environment(arguments, threads, makes_tables=True)).close()
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(arguments.processes * threads + 1)
    results = context.Queue()
    workers = [
        context.Process(target=process, args=(arguments, threads, barrier, results), daemon=True)
        for _ in range(arguments.processes)
    ]
    for worker in workers:
        worker.start()
    barrier.wait(timeout=120)
    start = time.monotonic()
    # What a process puts into a queue must be taken out before it can end.
    spent = [results.get(timeout=arguments.seconds + 120) for _ in workers]
    elapsed = time.monotonic() - start
    for worker in workers:
        worker.join()
    return elapsed, [microseconds for own in spent for microseconds in own]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conninfo", required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--processes", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--functions", action="store_true", help="insert through functions in the database")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    elapsed, spent = measure(arguments)
    with open(arguments.out, "w", encoding="ascii") as out:
        out.write(f"{elapsed}\n" + "".join(f"{microseconds}\n" for microseconds in spent))


if __name__ == "__main__":
    os.environ.pop("PGOPTIONS", None)
    main()
