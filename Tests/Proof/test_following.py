"""No reader of the log ever skips or reorders; and the same test finds out two readers that do."""

import threading
import time
import uuid

import pytest
from client import Client
from following import NewEpoch, Tail, deviation, deviation_in_ended_epoch, follow
from stores import FencedByXmin, IdentityColumn, Log

SEED = "following"


class HTTPWriter(threading.Thread):
    """Commands through the service, among the writers in SQL."""

    rolled_back = 0

    def __init__(self, house, until):
        super().__init__(daemon=True)
        self.client, self.until = Client(house.port, "proof", house.token), until
        self.committed, self.error = 0, None

    def run(self):
        try:
            while time.monotonic() < self.until:
                answer = self.client.send(
                    "POST", "people/register", {"organisation": "office", "id": f"h-{uuid.uuid4().hex[:12]}"})
                assert answer.status in (201, 503), answer
                self.committed += answer.status == 201
        except Exception as error:  # noqa: BLE001 - told to whoever started this
            self.error = error


def test_every_reader_of_the_log_reads_what_the_table_holds(house):
    store = Log(house.log)
    feed = Client(house.port, "proof", house.token)
    wrong, done = follow(
        store, house.url, 6, SEED, further_tails=[Tail(feed.feed, "feed")],
        further_writers=[HTTPWriter(house, time.monotonic() + 6) for _ in range(2)])
    assert wrong == []
    assert done["committed"] > 100 and done["rolled back"] > 10, done


@pytest.mark.parametrize("control", [IdentityColumn, FencedByXmin])
def test_the_same_test_finds_out_a_reader_that_skips(house, control):
    wrong, done = follow(control(), house.url, 2, SEED)
    assert len(wrong) == done["readers"], f"The control passed, so the test proves nothing: {done}"
    assert all("skipped" in why for why in wrong), wrong


def test_a_reader_goes_on_to_the_end_over_answers_that_did_not_come_or_were_old():
    answers = iter([[(1, "a")], None, [], [(2, "b")], []])
    tail = Tail(lambda cursor: next(answers), SEED)
    tail.end = 2
    tail.stopping.set()
    tail.start()
    assert tail.finish(2) == [(1, "a"), (2, "b")]


def test_a_reader_that_does_not_get_to_the_end_is_not_waited_for():
    tail = Tail(lambda cursor: [] if cursor else [(1, "a")], SEED)
    tail.PATIENCE = 0.1
    tail.start()
    assert tail.finish(2) == [(1, "a")]


@pytest.mark.parametrize(("seen", "why"), [
    ([(1, "a"), (2, "b"), (3, "c")], None),
    ([(1, "a"), (3, "c")], "position 2 was skipped; the reader had gone on to 3"),
    ([(1, "a"), (2, "b")], "position 3 was skipped; the reader never got so far"),
    ([(1, "a"), (2, "b"), (2, "b"), (3, "c")], "position 2 was read twice"),
    ([(2, "b"), (1, "a"), (3, "c")], "position 2 was read where 1 stands: reordered"),
    ([(1, "a"), (2, "x"), (2, "b"), (3, "c")], "position 2 was read twice"),
    ([(1, "a"), (2, "b"), (3, "c"), (4, "d")], "position 4 was read as d, which the table does not hold"),
])
def test_the_comparison_names_what_is_wrong(seen, why):
    assert deviation([(1, "a"), (2, "b"), (3, "c")], seen) == why


@pytest.mark.parametrize(("seen", "why"), [
    ([], None),
    ([(1, "a"), (2, "b")], None),
    ([(1, "a"), (2, "b"), (3, "x")], None),
    ([(1, "a"), (2, "b"), (3, "c"), (4, "x")], None),
    ([(1, "a"), (3, "c")], "position 2 was skipped or read again in the ended epoch; 3 was read in its place"),
    ([(1, "a"), (1, "a")], "position 2 was skipped or read again in the ended epoch; 1 was read in its place"),
    ([(1, "a"), (2, "x"), (3, "c")], "position 2 was read as x, which is gone, and yet 3 after it stands"),
    ([(1, "a"), (2, "x"), (3, "y")], "2 events from position 2 on were read, and are gone in the next epoch"),
])
def test_of_what_was_read_in_an_ended_epoch_only_the_last_moment_may_be_gone(seen, why):
    assert deviation_in_ended_epoch([(1, "a"), (2, "b"), (3, "c")], seen, most=1) == why


def test_a_reader_begins_anew_in_a_new_epoch_and_keeps_what_it_read_before():
    def moved(cursor):
        answer = next(answers)
        if answer is NewEpoch:
            raise answer
        return answer

    answers = iter([[(1, "a"), (2, "x")], NewEpoch, [(1, "a")], [(2, "b")], []])
    tail = Tail(moved, SEED)
    tail.end = 2
    tail.stopping.set()
    tail.start()
    assert tail.finish(2) == [(1, "a"), (2, "b")]
    assert tail.former == [[(1, "a"), (2, "x")]]
