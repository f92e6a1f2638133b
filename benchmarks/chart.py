"""Bars as an SVG picture: plain text, so that a rerun shows what changed."""

from collections.abc import Iterable
from html import escape
from typing import Final

Panel = tuple[str, list[tuple[str, float]]]  # its title; name and value of each bar, the first one stands out

WIDTH: Final = 440
BAR: Final = 18
STEP: Final = 26
NAMES: Final = 160  # pixels left of the bars
LONGEST: Final = 210
ACROSS: Final = 2


def picture(panels: list[Panel]) -> str:
    """Draw the panels, two side by side, each with a scale of its own."""
    height = 56 + STEP * max(len(bars) for _, bars in panels)
    rows = -(-len(panels) // ACROSS)
    size = f'width="{WIDTH * ACROSS}" height="{height * rows}" viewBox="0 0 {WIDTH * ACROSS} {height * rows}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape('; '.join(_spoken(panel) for panel in panels))}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for number, panel in enumerate(panels):
        across, down = number % ACROSS * WIDTH, number // ACROSS * height
        parts += [f'<g transform="translate({across} {down})">', *_drawn(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _drawn(panel: Panel) -> Iterable[str]:
    title, bars = panel
    most = max(value for _, value in bars) or 1
    yield f'<text x="16" y="28" font-weight="bold" fill="#1f2933">{escape(title)}</text>'
    for place, (name, value) in enumerate(bars):
        top, long = 42 + place * STEP, max(1.0, value / most * LONGEST)
        colour = "#0b7285" if place == 0 else "#9aa5b1"
        middle = top + BAR - 5
        yield f'<text x="{NAMES - 8}" y="{middle}" text-anchor="end" fill="#1f2933">{escape(name)}</text>'
        yield f'<rect x="{NAMES}" y="{top}" width="{long:.1f}" height="{BAR}" fill="{colour}"/>'
        yield f'<text x="{NAMES + long + 6:.1f}" y="{middle}" fill="#1f2933">{_number(value)}</text>'


def _spoken(panel: Panel) -> str:
    title, bars = panel
    return f"{title}: {', '.join(f'{name} {_number(value)}' for name, value in bars)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
