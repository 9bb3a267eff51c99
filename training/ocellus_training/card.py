# SPDX-License-Identifier: Apache-2.0
"""Fills in the measured part of a model's card; what people wrote around it stays."""

import json
from pathlib import Path

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

_MEASURED = """
## Measured
By `ocellus models eval` and `ocellus models bench`, one thread, in one run: AP50 / AP50-95 in per cent, all sizes.
"plain" and "fine" take a shape by the picture's aspect; their times are those of 416x256 and 640x384. The pictures' long sides have at most 416
pixels, so here "fine" shows no more than "plain"; of a camera's larger picture it does.

"""

_NEW = """# ocellus-{net}

{begin}
{end}

## Weak at
To be written by whoever has looked at what it misses.

It detects kinds of things. It recognises nobody, and was not made to.
"""


def write_card(file: Path, net: str, figures: dict, run: Path) -> None:
    text = file.read_text(encoding="utf-8") if file.exists() else _NEW.format(net=net, begin=BEGIN, end=END)
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{file} has no lines '{BEGIN}' and '{END}' to write the figures between")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    parts = [_trained_on(run), _by_form(figures), _by_scene(figures), _by_size(figures)]
    file.write_text(before + BEGIN + "\n" + "\n".join(parts) + END + after, encoding="utf-8")


def _trained_on(run: Path) -> str:
    facts = run / "run.json"
    if not facts.exists():
        return ""  # trained elsewhere: what people wrote about it stands
    told = json.loads(facts.read_text(encoding="utf-8"))
    return (
        f"## Training\n{told['pictures']} labelled pictures, {told['seen']} shown in {told['steps']} steps and "
        f"{told['minutes']:.0f} minutes of computing.\n"
    )


def _percent(value) -> str:
    return "" if value is None else f"{100 * value:.1f}"


def _table(head: list, rows: list) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def _all_sizes(rows: list) -> dict:
    return {row["class"]: row for row in rows if row["size"] == "all"}


def _by_form(figures: dict) -> str:
    """AP50 / AP50-95 of each class for each size and precision, and what it costs."""
    forms = figures["forms"]
    classes = list(_all_sizes(next(iter(forms.values()))))
    rows = []
    for form, measured in forms.items():
        own = _all_sizes(measured)
        cells = [f"{_percent(own[c]['ap50'])} / {_percent(own[c]['ap50_95'])}" if c in own else "" for c in classes]
        rows.append([form, f"{figures['cost'][form]:.2f}", *cells])
    return _MEASURED + _table(["input", "ms", *classes], rows)


def _by_scene(figures: dict) -> str:
    text = ""
    for scene, forms in figures["scenes"].items():
        labels = {name: row["labels"] for name, row in _all_sizes(next(iter(forms.values()))).items()}
        rows = []
        for form, measured in forms.items():
            own = _all_sizes(measured)
            rows.append([form, *(_percent(own[c]["ap50"]) if c in own else "" for c in labels)])
        head = ["AP50", *(f"{name} ({count})" for name, count in labels.items())]
        text += f"\nViews of the kind \"{scene}\" alone (labels in brackets: few, so a point or two is chance):\n\n" + _table(head, rows)
    return text


def _by_size(figures: dict) -> str:
    """Of the cheapest form: every class and size, and what the default thresholds find."""
    form, measured = next(iter(figures["forms"].items()))
    rows = [
        [row["class"], row["size"], row["labels"], *(_percent(row[key]) for key in ("ap50", "recall", "precision_at_threshold"))]
        for row in measured
    ]
    text = f"\n{form} by size (of areas in a picture whose long side is 640), recall and precision at the manuals' default thresholds:\n\n"
    return text + _table(["class", "size", "labels", "AP50", "recall", "precision"], rows)
