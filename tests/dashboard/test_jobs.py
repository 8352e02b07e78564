"""Something long beside the page: told while it goes on, cancelled at its next step, and never silent about its end."""

from __future__ import annotations

import threading
from threading import Event, current_thread, main_thread
from typing import NoReturn

import pytest

from dashboard.jobs import BROKEN, Job, Told
from models.errors import InvalidRecordError

PATIENCE = 30


def test_it_runs_in_another_thread_and_gives_its_result() -> None:
    job = Job[bool](lambda _: current_thread() is not main_thread(), name="test").start()
    assert job.wait(PATIENCE)
    assert (job.ended, job.result, job.error, job.cancelled) == (True, True, "", False)


def test_it_is_told_how_far_it_is_while_it_goes_on() -> None:
    reached, go_on = Event(), Event()

    def act(job: Job[str]) -> str:
        job.step("Map", 3, 10)
        reached.set()
        go_on.wait(PATIENCE)
        return "done"

    job = Job[str](act, name="test").start()
    assert reached.wait(PATIENCE)
    assert (job.told.words, job.told.share, job.ended, job.result) == ("Map 3 of 10", 0.3, False, None)
    go_on.set()
    assert job.wait(PATIENCE)
    assert job.result == "done"


def test_cancelled_it_ends_at_its_next_step_without_a_result() -> None:
    reached, go_on, after = Event(), Event(), Event()

    def act(job: Job[str]) -> str:
        reached.set()
        go_on.wait(PATIENCE)
        job.step("Map", 2, 10)
        after.set()
        return "done"

    job = Job[str](act, name="test").start()
    assert reached.wait(PATIENCE)
    job.cancel()
    assert not job.ended
    go_on.set()
    assert job.wait(PATIENCE)
    assert (job.cancelled, job.result, job.error, after.is_set()) == (True, None, "", False)


def test_what_came_before_it_could_be_cancelled_stands() -> None:
    job = Job[int](lambda _: 7, name="test").start()
    assert job.wait(PATIENCE)
    job.cancel()
    assert (job.result, job.cancelled) == (7, False)


def test_what_is_wrong_with_what_was_asked_is_told_in_words() -> None:
    def act(_: Job[None]) -> NoReturn:
        raise InvalidRecordError("section: the brief has no page")

    job = Job[None](act, name="test").start()
    assert job.wait(PATIENCE)
    assert (job.error, job.result, job.cancelled) == ("section: the brief has no page", None, False)


def test_an_error_of_the_program_ends_it_with_words_and_goes_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", logged.append)

    def act(_: Job[None]) -> NoReturn:
        raise ZeroDivisionError

    job = Job[None](act, name="test").start()
    assert job.wait(PATIENCE)
    assert job.error == BROKEN
    job.join()
    assert [one.exc_type for one in logged] == [ZeroDivisionError]


@pytest.mark.parametrize(
    ("told", "share", "words"),
    [
        (Told("Setting the pages"), 0.0, "Setting the pages"),
        (Told("Page", 0, 4), 0.0, "Page 0 of 4"),
        (Told("Page", 4, 4), 1.0, "Page 4 of 4"),
        (Told("Page", 5, 4), 1.0, "Page 5 of 4"),
    ],
)
def test_progress_is_counted_where_it_can_be(told: Told, share: float, words: str) -> None:
    assert (told.share, told.words) == (share, words)
