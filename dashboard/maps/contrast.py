"""Measure colours: contrast, lightness, and how far apart two look to each kind of eye.

Sources: WCAG 2.2 for relative luminance and contrast; B. Ottosson (2020) for OKLab; G. M. Machado, M. M. Oliveira and
L. A. F. Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency", severity 1.0, for
the three matrices, which apply to linear RGB.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import dist


class Vision(StrEnum):
    """How the viewer sees colour."""

    NORMAL = "normal"
    PROTANOPIA = "protanopia"
    DEUTERANOPIA = "deuteranopia"
    TRITANOPIA = "tritanopia"
    GREYSCALE = "greyscale"


SRGB_KNEE = 0.04045
"""Below it the sRGB curve is straight."""

CIE_KNEE = 0.008856
"""Below it the curve of L* is straight."""

_SIMULATION = {
    Vision.NORMAL: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    Vision.PROTANOPIA: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Vision.DEUTERANOPIA: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Vision.TRITANOPIA: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    Vision.GREYSCALE: ((0.2126, 0.7152, 0.0722),) * 3,
}

_TO_CONE = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


@dataclass(frozen=True, slots=True)
class Linear:
    """A colour in linear-light sRGB, each channel 0 to 1."""

    red: float
    """Linear red."""
    green: float
    """Linear green."""
    blue: float
    """Linear blue."""

    def through(self, matrix: tuple[tuple[float, float, float], ...]) -> Linear:
        """Multiply by a 3 by 3 matrix."""
        rows = (a * self.red + b * self.green + c * self.blue for a, b, c in matrix)
        return Linear(*rows)

    def clipped(self) -> Linear:
        """Bring every channel back into 0 to 1."""
        return Linear(*(min(1.0, max(0.0, channel)) for channel in (self.red, self.green, self.blue)))


def rgb(colour: str) -> tuple[int, int, int]:
    """Read `#rrggbb` as three numbers from 0 to 255.

    Example:
        >>> rgb("#0a10ff")
        (10, 16, 255)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear(colour: str) -> Linear:
    """Turn `#rrggbb` into linear light."""
    return Linear(*(_light(value / 255) for value in rgb(colour)))


def _light(channel: float) -> float:
    """Undo the sRGB transfer curve."""
    return channel / 12.92 if channel <= SRGB_KNEE else float(((channel + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    return linear(colour).through(_SIMULATION[Vision.GREYSCALE]).red


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


INKS = ("#000000", "#ffffff")
"""What is written on a colour is black or white. Nothing softer has a contrast of 4.5 on the red of the palette."""


def ink(fill: str) -> str:
    """Return the colour of what is written on a fill: the one that shows better."""
    return max(INKS, key=lambda colour: contrast(colour, fill))


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100: the lightness left when a colour is copied in grey."""
    y = luminance(colour)
    return 903.3 * y if y <= CIE_KNEE else 116 * float(y ** (1 / 3)) - 16


def difference(one: str, other: str, vision: Vision = Vision.NORMAL) -> float:
    """Distance of two colours in OKLab as a kind of eye sees them, in hundredths."""
    return 100 * dist(_oklab(one, vision), _oklab(other, vision))


def _oklab(colour: str, vision: Vision) -> tuple[float, float, float]:
    """OKLab coordinates of a colour seen by a kind of eye."""
    cone = linear(colour).through(_SIMULATION[vision]).clipped().through(_TO_CONE)
    lab = Linear(*(float(max(0.0, c) ** (1 / 3)) for c in (cone.red, cone.green, cone.blue))).through(_TO_OKLAB)
    return lab.red, lab.green, lab.blue
