"""Draws curves as SVG that can be read on light and on dark pages: it has its own ground, which follows the reader's scheme."""
import html
import math

# Told apart by colour-blind readers too, in both schemes (after Okabe and Ito, "Color Universal Design", 2008).
LIGHT = ["#0b5fa5", "#b04a00", "#00724f", "#8a4a86"]
DARK = ["#6db3f2", "#f0a35e", "#4fc79b", "#d7a0d3"]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 76, 170, 56, 60


def style():
    def rules(ground, ink, faint, colours):
        lines = [f".ground{{fill:{ground}}}", f"text{{fill:{ink}}}", f".grid{{stroke:{faint}}}"]
        for place, colour in enumerate(colours):
            lines.append(f".c{place}{{stroke:{colour}}}.d{place}{{fill:{colour}}}")
        return "".join(lines)

    dark = rules("#16191d", "#d8dde3", "#3a4149", DARK)
    return f"<style>{rules('#ffffff', '#333333', '#dddddd', LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}</style>"


def short(value):
    """A number on an axis: 0.1, 20, 4k, 1M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


class Axis:
    """A scale of powers of ten, or an even one from nothing, between two ends on the page."""

    def __init__(self, values, start, end, powers):
        self.powers, self.start, self.end = powers, start, end
        if powers:
            self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
            self.high += self.low == self.high
            self.ticks = [10.0 ** power for power in range(self.low, self.high + 1)]
        else:
            step = 10.0 ** math.floor(math.log10(max(values)))
            step *= next(part for part in (0.2, 0.5, 1, 2) if max(values) / (step * part) <= 6)
            self.low, self.high = 0.0, step * math.ceil(max(values) / step)
            self.ticks = [step * number for number in range(round(self.high / step) + 1)]

    def place(self, value):
        value = math.log10(value) if self.powers else value
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def curves(path, title, across, up, lines, powers_up=True):
    """Writes one chart. `lines` is [(name, [(x, y), …]), …]; across is a scale of powers of ten."""
    points = [point for _, own in lines for point in own]
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    horizontal = Axis([x for x, _ in points], LEFT, right, True)
    vertical = Axis([y for _, y in points], bottom, TOP, powers_up)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" '
        f'role="img" aria-label="{html.escape(title)}">', style(),
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text x="{LEFT}" y="28" font-size="15" font-weight="bold">{html.escape(title)}</text>']
    for tick in horizontal.ticks:
        x = horizontal.place(tick)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{bottom}"/>'
                     f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{short(tick)}</text>')
    for tick in vertical.ticks:
        y = vertical.place(tick)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{right}" y1="{y}" y2="{y}"/>'
                     f'<text x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{short(tick)}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 16}" text-anchor="middle">{html.escape(across)}; up: {html.escape(up)}</text>')
    ends = []
    for number, (name, own) in enumerate(lines):
        placed = [(horizontal.place(x), vertical.place(y)) for x, y in own]
        parts.append(f'<polyline class="c{number}" fill="none" stroke-width="2" points="{" ".join(f"{x},{y}" for x, y in placed)}"/>')
        parts += [f'<circle class="d{number}" cx="{x}" cy="{y}" r="4"/>' for x, y in placed]
        ends.append((placed[-1][1], placed[-1][0], number, name))
    last = -math.inf
    for y, x, number, name in sorted(ends):
        # Names that would stand on each other are moved apart.
        last = max(y + 4, last + 15)
        parts.append(f'<text x="{x + 10}" y="{last:.1f}" class="d{number}">{html.escape(name)}</text>')
    path.write_text("\n".join(parts + ["</svg>"]) + "\n", encoding="utf-8")
