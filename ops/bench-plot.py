"""Draws how cost grows, from the figures that ops/bench wrote: bench-plot.py FIGURES.json FOLDER

A point is the median of a figure's runs, the bar on it reaches from the slowest run to the fastest.
"""

import json
import pathlib
import re
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plot

# Text stays text, and the same figures give the same file.
plot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "collegiate", "font.size": 10})

GROWTH = {
    "append.1log.c32": ("growth-appends", "Appends into one log, 32 appenders"),
    "http.command.c32": ("growth-commands", "Commands over HTTP, 32 connections"),
    "http.get.c32": ("growth-reads", "Reads over HTTP, 32 connections"),
}


def series(figures, pattern, along):
    """Points (x, figure) of the figures whose names match; `along` makes x of a match and the figure."""
    matches = ((re.fullmatch(pattern, name), figure) for name, figure in figures.items())
    return sorted(((along(found, figure), figure) for found, figure in matches if found), key=lambda at: at[0])


def length(_, figure):
    """What the log held when it was measured; its name says only what was meant."""
    return figure["events_before"]


def draw(axes, points, label=None):
    x = [at for at, _ in points]
    y = [figure["per_second"] for _, figure in points]
    below = [figure["per_second"] - min(figure["runs"]) for _, figure in points]
    above = [max(figure["runs"]) - figure["per_second"] for _, figure in points]
    # A point of two runs' median lies between them, but what was rounded may pass it by a little.
    bars = [[max(0, one) for one in below], [max(0, one) for one in above]]
    axes.errorbar(x, y, yerr=bars, marker="o", capsize=3, label=label)


def finish(figure, axes, path, title, xlabel):
    axes.set(title=title, xlabel=xlabel, ylabel="per second", ylim=(0, 1.05 * axes.dataLim.y1))
    axes.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None})
    plot.close(figure)
    print(f"Drew {path}")


def growth(figures, folder):
    # In other names a size is a payload's.
    aged = {name: figure for name, figure in figures.items() if figure.get("events_before")}
    for name, (file, title) in GROWTH.items():
        points = series(aged, re.escape(name) + r"\.\d+[km]", length)
        if not points:
            continue
        figure, axes = plot.subplots(figsize=(7, 4), layout="constrained")
        draw(axes, points)
        axes.set_xscale("log")
        finish(figure, axes, folder / f"{file}.svg", title, "events in the log before")


def appenders(figures, folder):
    figure, axes = plot.subplots(figsize=(7, 4), layout="constrained")
    for logs, where in (("1log", "one log"), ("32logs", "32 logs")):
        for suffix, size in (("", "200 B"), (".4k", "4 kB")):
            pattern = rf"append\.{logs}\.c(\d+){re.escape(suffix)}"
            points = series(figures, pattern, lambda found, _: int(found[1]))
            if points:
                draw(axes, points, f"{where}, {size}")
    floor = series(figures, r"floor\.c(\d+)", lambda found, _: int(found[1]))
    if len(axes.containers) == 0:
        plot.close(figure)
        return
    draw(axes, floor, "single-row inserts (floor)")
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.legend()
    finish(figure, axes, folder / "appenders.svg", "Appends by number of appenders", "appenders at once")


def main():
    figures = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = pathlib.Path(sys.argv[2])
    growth(figures, folder)
    appenders(figures, folder)


if __name__ == "__main__":
    main()
