"""Empty files to fill in and import: XLSX with lists to choose from, CSV with the choices above the header."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geodata.exporters.workbook import TemplateColumn, template_xlsx

if TYPE_CHECKING:
    from dashboard.actions.column_types import Kind
    from dashboard.actions.naming import Known


def template_workbook(kind: Kind, known: Known, *, note: str) -> bytes:
    """Write a workbook whose cells offer what may be chosen."""
    return template_xlsx(_title(kind), _columns(kind, known), note=note)


def template_csv(kind: Kind, known: Known, *, note: str) -> str:
    """Write a header line, and above it what each column holds; the import passes over these lines."""
    out = io.StringIO()
    lines = [note] if note else []
    for column in _columns(kind, known):
        chosen = f" One of: {'; '.join(column.choices)}." if column.choices else ""
        lines.append(f"{column.header}{' (required)' if column.required else ''}: {column.help}{chosen}")
    out.writelines(f"# {' '.join(line.split())}\r\n" for line in lines)
    csv.writer(out).writerow(column.header for column in _columns(kind, known))
    return out.getvalue()


def _title(kind: Kind) -> str:
    return kind.nouns[0].upper() + kind.nouns[1:]


def _columns(kind: Kind, known: Known) -> list[TemplateColumn]:
    return [
        TemplateColumn(
            header=column.label,
            help=column.help,
            required=column.required,
            choices=column.cell.choices(known),
            several=column.cell.several,
            dated=column.cell.dated,
        )
        for column in kind.columns
        if column.in_template
    ]
