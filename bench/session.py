"""A client that speaks to a Streamlit app over its websocket and draws nothing.

Script time is measured here, the same way for the app and for its peers: from sending a rerun with another date in the
control to the message that the script has finished, on a loopback connection. It holds the script, the building of
every message and their way to the client; it holds no drawing, so a slow browser does not blur the comparison.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

if TYPE_CHECKING:
    from datetime import date
    from types import TracebackType

LIMIT_SECONDS = 60


class AppError(RuntimeError):
    """The app under measurement showed an error instead of its page."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the script."""

    seconds: float
    received: int
    """Bytes."""


class Session:
    """One visitor of an app."""

    def __init__(self, base: str) -> None:
        self._socket = connect(
            f"{base.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(base),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
        )
        self._date_control = ""
        self._kept: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def load(self, address: str = "") -> Run:
        """Run the script for the first time, for an address such as `as_of=2026-11-22`."""
        message = BackMsg()
        message.rerun_script.query_string = address
        return self._run(message)

    def change_day(self, day: date) -> Run:
        """Run the script with another date in the control."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._date_control
        state.string_array_value.data.append(day.isoformat())
        message.rerun_script.cached_message_hashes.extend(self._kept)
        return self._run(message)

    def _run(self, message: BackMsg) -> Run:
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        received = 0
        while True:
            payload = self._socket.recv(LIMIT_SECONDS)
            received += len(payload)
            if self._is_last(ForwardMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())):
                return Run(time.perf_counter() - began, received)

    def _is_last(self, message: ForwardMsg) -> bool:
        element = message.delta.new_element
        if element.HasField("exception"):
            raise AppError(element.exception.message)
        if element.HasField("date_input"):
            self._date_control = element.date_input.id
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        finished = message.WhichOneof("type") == "script_finished"
        return finished and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
