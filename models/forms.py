"""Checking facts against their Create form, with a message for each field in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails
    from sqlmodel import SQLModel

_PLAIN = {
    "missing": "is required",
    "string_too_short": "is required",
    "string_too_long": "is longer than {max_length} characters",
    "enum": "is not one of {expected}",
    "date_from_datetime_parsing": "is not a date; write it as 2026-11-22",
    "date_parsing": "is not a date; write it as 2026-11-22",
    "date_type": "is required",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "extra_forbidden": "is not a field of this form",
}
"""What the commonest findings mean to a person."""


def checked(form: type[SQLModel], facts: Mapping[str, Any]) -> SQLModel:
    """Make a form from facts.

    Raises:
        InvalidRecordError: if a fact does not fit; `fields` has a message for each field.
    """
    try:
        return form.model_validate(dict(facts))
    except ValidationError as error:
        found = [_field_and_message(form, one) for one in error.errors(include_url=False)]
        field, message = found[0]
        raise InvalidRecordError(f"{field}: {message}; nothing was written", fields=dict(reversed(found))) from error


def _field_and_message(form: type[SQLModel], found: ErrorDetails) -> tuple[str, str]:
    """Name the field a finding is about; a rule over several fields begins its message with the field."""
    message = _PLAIN.get(found["type"], found["msg"].removeprefix("Value error, "))
    message = message.format(**found.get("ctx", {})) if found["type"] in _PLAIN else message
    path = [str(part) for part in found["loc"]]
    if path:
        return ".".join(path), message
    field, colon, rest = message.partition(": ")
    if colon and field in form.model_fields:
        return field, rest
    first = message.split(" ", 1)[0]
    return (first if first in form.model_fields else form.__name__.removesuffix("Create").lower()), message
