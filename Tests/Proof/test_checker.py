"""The checker itself: it accepts what may happen, and refuses each kind of wrong history."""

import pytest
from checker import Attempt, Checker, Commit, Read
from commands import declare, propose, register


def commit(number, first, *commands):
    """Commands as (key, [(stream, version, type)])."""
    receipts, events, position = [], [], first
    for key, its in commands:
        receipts.append((key, position, position + len(its) - 1) if its else (key, None, None))
        events += [(position + n, *event, key) for n, event in enumerate(its)]
        position += len(its)
    return Commit(number, first, position - 1, receipts, events)


def registered(name):
    return [(f"person-{name}", 1, "PersonRegistered")]


def declared(version):
    return [("programme-x", version, "NoVisitPeriodDeclared")]


def acked(key, operation, sent, ended, position, version=1, type_="PersonRegistered", replayed=False, client="c"):
    events = [(position, type_)] if type_ else []
    return Attempt(client, key, operation, sent, ended, done=(position, version, events, replayed))


def lost_answer(key, operation, sent, ended=None):
    return Attempt("c", key, operation, sent, sent + 1 if ended is None else ended)


def refused(key, operation, sent, ended, code, is_reuse=False):
    return Attempt("c", key, operation, sent, ended, refusal=code, is_reuse=is_reuse)


A, B = register("a"), register("b")
LOG = [commit(1, 1, ("A", registered("a"))), commit(2, 2, ("B", registered("b")))]
PROGRAMME = [
    commit(1, 1, ("P", [("programme-x", 1, "ProgrammeProposed")])),
    commit(2, 2, ("Q", declared(2))), commit(3, 3, ("R", declared(3)))]
P = acked("P", propose("x"), 0, 1, 1, type_="ProgrammeProposed")
Q = acked("Q", declare("x", 5), 2, 3, 2, 2, "NoVisitPeriodDeclared")
R = acked("R", declare("x", 6), 4, 5, 3, 3, "NoVisitPeriodDeclared")

RIGHT = {
    "one after the other": ([acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 2)], [], LOG),
    "at the same time, either order": ([acked("A", A, 0, 9, 1), acked("B", B, 1, 2, 2)], [], LOG),
    "an answer was lost, and the command is there": ([lost_answer("A", A, 0), acked("B", B, 2, 3, 2)], [], LOG),
    "an answer was lost, and the command is not there": ([lost_answer("A", A, 0)], [], []),
    "an answer was lost, and the repeat gives it": (
        [lost_answer("A", A, 0), acked("A", A, 2, 3, 1, replayed=True), acked("B", B, 4, 5, 2)], [], LOG),
    "two in one commit": (
        [acked("A", A, 0, 2, 1), acked("B", B, 1, 3, 2)], [],
        [commit(1, 1, ("A", registered("a")), ("B", registered("b")))]),
    "a wish that holds leads to no event": (
        [P, Q, R, acked("S", declare("x", 5), 6, 7, 3, 3, None)], [], [*PROGRAMME, commit(4, 4, ("S", []))]),
    "a race lost while the winner was under way": (
        [acked("A", A, 0, 5, 1), refused("C", A, 1, 2, "exists"), acked("B", B, 6, 7, 2)], [], LOG),
    "a version was stale when it was refused": (
        [P, Q, R, refused("S", declare("x", 7, 2), 6, 7, "stale_version")], [], PROGRAMME),
    "a version became stale while it was looked at": (
        [P, Q, R, refused("S", declare("x", 7, 2), 3.5, 4.5, "stale_version")], [], PROGRAMME),
    "a read as fresh as it has to be": (
        [P, Q, R], [Read("c", "programme-x", 3.5, 4.5, (1, 2), (1, 2), 2)], PROGRAMME),
    "a read that saw what was not yet answered": (
        [P, Q, R], [Read("c", "programme-x", 4, 4.5, (1, 2), (1, 3), 3)], PROGRAMME),
    "a read between two commands of one commit": (
        [P, acked("A", A, 2, 3, 2), acked("Q", declare("x", 5), 2, 3, 3, 2, "NoVisitPeriodDeclared")],
        [Read("c", "programme-x", 2.1, 2.2, (1, 1), (1, 2), 1), Read("d", "person-a", 2.1, 2.2, (1, 1), (1, 2), 1)],
        [PROGRAMME[0], commit(2, 2, ("A", registered("a")), ("Q", declared(2)))]),
    "a stream that is not there between two commands of one commit": (
        [acked("A", A, 0, 1, 1), acked("P", propose("x"), 0, 1, 2, type_="ProgrammeProposed")],
        [Read("c", "programme-x", 0.5, 0.6, (1, 1), None, None, "not_found")],
        [commit(1, 1, ("A", registered("a")), ("P", [("programme-x", 1, "ProgrammeProposed")]))]),
    "a key used again is refused": (
        [P, Q, R, refused("Q", A, 6, 7, "command_reused", is_reuse=True)], [], PROGRAMME),
}

WRONG = {
    "lost": ([acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 2)], [], LOG[:1], "lost: B was acknowledged"),
    "lost with its position taken by another": (
        [acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 1), lost_answer("A", A, 0)], [], LOG[:1], "lost: B"),
    "doubled in the log": (
        [lost_answer("Q", declare("x", 5), 2), P, R], [],
        [PROGRAMME[0], PROGRAMME[1], commit(3, 3, ("Q", declared(3)))], "Q is doubled"),
    "doubled under another id": (
        [P, Q], [], PROGRAMME, "holds the command R, which nobody sent"),
    "carried out twice, says the service": (
        [acked("A", A, 0, 1, 1), acked("A", A, 2, 3, 1), acked("B", B, 4, 5, 2)], [], LOG, "doubled: A"),
    "reordered": (
        [acked("B", B, 0, 1, 2), acked("A", A, 2, 3, 1)], [], LOG, "reordered: B was answered before A"),
    "reordered within one commit": (
        [acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 2)], [],
        [commit(1, 1, ("A", registered("a")), ("B", registered("b")))], "reordered: A was answered before B"),
    "skipped position": (
        [acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 3)], [],
        [LOG[0], commit(2, 3, ("B", registered("b")))], "begins at position 3, though 1 was the last"),
    "missing commit": (
        [acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 2)], [],
        [LOG[0], commit(3, 2, ("B", registered("b")))], "commit 2 is missing"),
    "nobody sent it": ([acked("A", A, 0, 1, 1)], [], LOG, "holds the command B, which nobody sent"),
    "recorded against the rule": (
        [P, Q, acked("R", declare("x", 6, 1), 4, 5, 3, 3, "NoVisitPeriodDeclared")], [], PROGRAMME,
        "had to be refused with stale_version"),
    "another answer than the log's": (
        [acked("A", A, 0, 1, 1, version=2), acked("B", B, 2, 3, 2)], [], LOG, "was answered with position 1, version 2"),
    "false conflict": (
        [P, Q, R, refused("S", declare("x", 7, 3), 6, 7, "stale_version")], [], PROGRAMME, "false conflict: S"),
    "refused for what came only later": (
        [P, Q, R, refused("S", propose("x"), -2, -1, "exists")], [], PROGRAMME, "false conflict: S"),
    "not found, though it was there": (
        [P, Q, R, refused("S", declare("x", 7), 6, 7, "not_found")], [], PROGRAMME, "false conflict: S"),
    "refused and yet recorded": (
        [acked("A", A, 0, 1, 1), refused("B", B, 2, 3, "exists")], [], LOG, "B was refused with exists, and is recorded"),
    "refused because of itself": (
        [lost_answer("A", A, 0), refused("A", A, 2, 3, "exists"), acked("B", B, 4, 5, 2)], [], LOG, "false conflict: A"),
    "a key used again is not refused": (
        [acked("A", A, 0, 1, 1), acked("B", B, 2, 3, 2),
         Attempt("c", "A", B, 4, 5, done=(1, 1, [], True), is_reuse=True)], [], LOG, "was used for a second request"),
    "refused as used, though it was not": (
        [acked("A", A, 0, 1, 1), refused("C", A, 2, 3, "command_reused"), acked("B", B, 4, 5, 2)], [], LOG,
        "false conflict: C"),
    "stale read by its own words": (
        [P, Q, R], [Read("c", "programme-x", 6, 7, (1, 3), (1, 2), 2)], PROGRAMME, "stale read"),
    "stale read of old content": (
        [P, Q, R], [Read("c", "programme-x", 6, 7, (1, 3), (1, 3), 2)], PROGRAMME, "stale read"),
    "stale read of the last command of a commit": (
        [P, acked("A", A, 2, 3, 2), acked("Q", declare("x", 5), 2, 3, 3, 2, "NoVisitPeriodDeclared")],
        [Read("c", "programme-x", 2.1, 2.2, (1, 1), (1, 3), 1)],
        [PROGRAMME[0], commit(2, 2, ("A", registered("a")), ("Q", declared(2)))], "stale read"),
    "a read that does not find what it holds": (
        [P, Q, R], [Read("c", "programme-x", 6, 7, (1, 1), None, None, "not_found")], PROGRAMME, "stale read"),
    "a read that goes back": (
        [P, Q, R], [Read("c", "programme-x", 6, 7, None, (1, 3), 3), Read("c", "programme-x", 8, 9, (1, 1), (1, 2), 2)],
        PROGRAMME, "its reads went back"),
    "a read from the future": (
        [P, Q, R], [Read("c", "programme-x", 1.2, 1.8, (1, 1), (1, 2), 2)], PROGRAMME, "cannot have gone beyond 1"),
    "a read of what is not there yet": (
        [P, Q, R], [Read("c", "programme-x", 1.2, 1.8, (1, 1), (1, 1), 2)], PROGRAMME, "stale read"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_it_accepts(name):
    assert Checker(*RIGHT[name]).violations() == []


@pytest.mark.parametrize("name", WRONG)
def test_it_refuses(name):
    *history, why = WRONG[name]
    found = Checker(*history).violations()
    assert any(why in sentence for sentence in found), found
