"""Maps and charts on slides: a map as a picture, a chart as a native one that an office can edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Pt

from dashboard.maps.contrast import ink, rgb
from dashboard.paper.file_names import distinct
from dashboard.paper.series_colours import series_colours
from dashboard.paper.slides_letters import clean, cut
from dashboard.paper.slides_sheet import describe, within
from dashboard.paper.slides_xml import INK, Place
from geodata.exporters.workbook import SheetOut, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.actions.brief_content import ChartBlock, MapBlock
    from dashboard.paper.printed_map import PrintedMap
    from dashboard.paper.slides_sheet import Sheet

DPI = 200
"""Of a map's picture."""

LETTERS_PT = 11.0
"""Of a chart."""

_CHART = (6.6, 5.3)
"""Width and height of a chart, inches."""

_LONGEST_LABEL_PT = 130.0

_CORNER = " "
"""Heads the categories in the workbook of a chart."""

_FEW = 8
"""A column of so many at most is measured one by one; an office would put halves on the axis."""

_SEEN = 0.06
"""A part of a column that is lower than this share of the highest column bears no number: it would not fit."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map."""

    block: MapBlock
    drawn: PrintedMap

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height, inches."""
        width, height = self.drawn.figure.get_size_inches()
        return float(width), float(height)

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Put it on a slide as a picture."""
        sheet.picture(self.drawn.file("png", dpi=DPI), place, name=f"Map: {self.block.title}", alt=self.block.alt)


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A chart: stacked columns."""

    block: ChartBlock

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height, inches."""
        return _CHART

    def draw(self, sheet: Sheet, place: Place) -> None:
        """Draw it as a chart of the office, with its figures in a workbook of its own."""
        shape: Any = sheet.slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_STACKED,
            *within(place),
            _data(self.block),
        )
        describe(shape.element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0], f"Chart: {self.block.title}", self.block.alt)
        _dress(shape.chart, self.block)
        shape.chart.part.chart_workbook.update_from_xlsx_blob(_workbook(self.block))


Picture: TypeAlias = MapPicture | ChartPicture
"""What stands at the left of a slide, or alone on it."""


def _data(block: ChartBlock) -> Any:  # noqa: ANN401 - python-pptx has no types for charts
    data: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call] # as above
    data.categories = _labels(block.categories)
    for name, counts in zip(_labels(block.series), block.series.values(), strict=True):
        data.add_series(name, list(counts))
    return data


def _labels(names: Iterable[str]) -> list[str]:
    """Bring names to a length that leaves room for the columns, and keep them apart."""
    return distinct([cut(clean(name), LETTERS_PT, _LONGEST_LABEL_PT) for name in names])


def _workbook(block: ChartBlock) -> bytes:
    """Write the figures where the chart refers to them; no text of it is a formula."""
    names = _labels(block.series)
    rows = [
        {_CORNER: category} | dict(zip(names, (counts[at] for counts in block.series.values()), strict=True))
        for at, category in enumerate(_labels(block.categories))
    ]
    return to_xlsx([SheetOut("Sheet1", rows, [_CORNER, *names])], note="")


def _dress(chart: Any, block: ChartBlock) -> None:  # noqa: ANN401 - as above
    chart.font.size, chart.font.color.rgb = Pt(LETTERS_PT), _rgb(INK)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb("#d5dde5")
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0", False
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, 100
    highest = max(map(sum, zip(*block.series.values(), strict=True)), default=0)
    chart.value_axis.minimum_scale = 0
    if highest <= _FEW:
        chart.value_axis.maximum_scale, chart.value_axis.major_unit = highest + 1, 1
    least = max(highest * _SEEN, 1)
    for series, colour in zip(chart.plots[0].series, series_colours(len(block.series)), strict=True):
        _dress_series(series, colour, least)


def _dress_series(series: Any, colour: str, least: float) -> None:  # noqa: ANN401 - as above
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(colour)
    series.format.line.color.rgb, series.format.line.width = _rgb("#ffffff"), Pt(0.75)
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = f'[<{least:g}]"";0', False
    labels.font.size, labels.font.color.rgb = Pt(LETTERS_PT), _rgb(ink(colour))


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*rgb(colour))  # type: ignore[no-untyped-call] # as above
