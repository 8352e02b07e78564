"""One way to run something long beside the page: how far it has come, what came of it, and how it is ended.

    job = Job(lambda job: draw(told=lambda done, of: job.tell("Drawing map", done, of)), name="brief").start()

The work runs in a thread of its own and never touches the page; whoever waits looks at `told` as often as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from dashboard.paper.progress import Cancelled
from models.errors import SeamarkError

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

BROKEN = "The program met an error that stands in the log of the server. Try again; if it stays, tell whoever runs it."
"""What is said where the work met what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far the work has come."""

    doing: str
    """Such as `Drawing map`."""
    done: int = 0
    of: int = 0
    """How many there are; 0 where they cannot be counted."""

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(1.0, self.done / self.of) if self.of else 0.0

    @property
    def words(self) -> str:
        """Say it in words."""
        return f"{self.doing} {self.done} of {self.of}" if self.of else self.doing


class Job(Generic[R]):
    """Something long that is being done, or was.

    Args:
        act: does it; tells this job how far it is, and ends with `Cancelled` once that answers False.
        name: of the thread.
    """

    def __init__(self, act: Callable[[Job[R]], R], *, name: str) -> None:
        self._act = act
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._cancelled, self._ended = Event(), Event()
        self.told = Told("Waiting")
        self.result: R | None = None
        self.error = ""
        """Why there is no result, where something was wrong."""

    def start(self) -> Job[R]:
        """Begin the work, and return at once."""
        self._thread.start()
        return self

    def tell(self, doing: str, done: int = 0, of: int = 0) -> bool:
        """Note how far the work has come; answer whether it is to go on."""
        self.told = Told(doing, done, of)
        return not self._cancelled.is_set()

    def step(self, doing: str, done: int = 0, of: int = 0) -> None:
        """Note how far the work has come.

        Raises:
            Cancelled: if it is to go no further.
        """
        if not self.tell(doing, done, of):
            raise Cancelled

    def cancel(self) -> None:
        """Let the work end at its next step."""
        self._cancelled.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end of the work; tell whether it has ended."""
        return self._ended.wait(seconds)

    def join(self) -> None:
        """Wait until its thread is gone too."""
        self._thread.join()

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self._ended.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody ended it before there was a result."""
        return self._cancelled.is_set() and self.result is None

    def _run(self) -> None:
        self.error = BROKEN
        try:
            self.result = self._act(self)
            self.error = ""
        except Cancelled:
            self.error = ""
        except SeamarkError as error:
            self.error = str(error)
        finally:
            self._ended.set()
