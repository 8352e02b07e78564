"""Demonstration records."""

from __future__ import annotations

import typer

from dashboard.commands.shared import opened

commands = typer.Typer()


@commands.callback()
def demonstration() -> None:
    """Demonstration records."""


@commands.command("remove")
def remove_demo() -> None:
    """Remove every demonstration record; real records stay."""
    from dashboard.actions import initialise

    print(f"{initialise.remove_demo(opened())} demonstration records removed.")
