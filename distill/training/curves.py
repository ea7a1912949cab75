"""The losses of a run as an SVG, for a look while it runs."""

from __future__ import annotations

import numpy as np

WIDTH, HEIGHT, MARGIN, POINTS = 640, 320, 40, 300       # px; at most so many points a line, each the mean of its steps
COLOURS = ("#1b6ca8", "#c05a1c", "#4a7c32")


def curves(lines: dict[str, list[float]]) -> str:
    """One line a name over the steps, which all have in common, on one axis from 0."""
    drawn = {name: means(np.array(values)) for name, values in lines.items()}
    steps = max(len(values) for values in lines.values())
    top = max(float(values.max()) for values in drawn.values()) or 1.0
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">']
    parts.append(f'<path d="M{MARGIN} {MARGIN}V{HEIGHT - MARGIN}H{WIDTH - MARGIN}" fill="none" stroke="#888"/>')
    parts.append(f'<text x="4" y="{MARGIN}">{top:.3g}</text><text x="{WIDTH - MARGIN}" y="{HEIGHT - MARGIN + 16}" text-anchor="end">step {steps}</text>')
    for place, ((name, values), colour) in enumerate(zip(drawn.items(), COLOURS)):
        x = np.linspace(MARGIN, WIDTH - MARGIN, len(values))
        y = HEIGHT - MARGIN - values / top * (HEIGHT - 2 * MARGIN)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        parts.append(f'<text x="{MARGIN + 90 * place}" y="20" fill="{colour}">{name} {values[-1]:.4f}</text>')
    return "\n".join([*parts, "</svg>", ""])


def means(values: np.ndarray) -> np.ndarray:
    return np.array([part.mean() for part in np.array_split(values, min(len(values), POINTS))])
