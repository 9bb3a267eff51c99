# SPDX-License-Identifier: Apache-2.0
"""Boxes of what is to be seen of people: bodies, heads and faces, as somebody with a mouse would draw them."""

import numpy as np

from .mesh import FACE, HEAD, THING
from .scene import FINER, Drawn

ORIGIN = "exact"
LEAST_SHARE = 0.25  # of a body or head that is to be seen; with less it is doubtful
LEAST_FACE_SHARE = 0.5
FACING, ASKANCE = 0.45, 0.15  # cosines from which a face is labelled, and is doubtful
# Pixels of the shorter side from which a box is labelled; below, and above half of it, it is doubtful.
LEAST_SIDE = {"person": 6.0, "head": 4.0, "face": 6.0}
_CLASSES = (("person", THING), ("head", HEAD), ("face", FACE))


def visible_extent(mask: np.ndarray) -> np.ndarray:
    """Corners of the pixels that are set."""
    columns, rows = np.flatnonzero(mask.any(0)), np.flatnonzero(mask.any(1))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], float)


def boxes(drawn: Drawn) -> list:
    """Rows as in labels.jsonl: class, x, y, w, h, score, origin, ignore."""
    height, width = drawn.owner.shape
    frame = np.array([width, height, width, height], float)
    rows = []
    for number, trace in enumerate(drawn.traces):
        mine = drawn.owner == number
        if not mine.any():
            continue
        for name, least in _CLASSES:
            mask = mine & (drawn.part >= least) if least else mine
            seen = int(mask.sum())
            if not seen or name == "face" and trace.facing < ASKANCE:
                continue
            # Nothing before it: its own corners, finer than pixels.
            whole = seen == trace.within[least]
            corners = trace.extent[least].clip(0, frame) if whole else visible_extent(mask)
            side = (corners[2:] - corners[:2]).min() / FINER
            if side < LEAST_SIDE[name] / 2:
                continue
            share = seen / trace.whole[least]
            doubtful = side < LEAST_SIDE[name] or share < (LEAST_FACE_SHARE if name == "face" else LEAST_SHARE)
            doubtful |= name == "face" and trace.facing < FACING
            middle, size = (corners[:2] + corners[2:]) / 2 / frame[:2], (corners[2:] - corners[:2]) / frame[:2]
            rows.append([name, *np.round(middle, 5).tolist(), *np.round(size, 5).tolist(), 1.0, ORIGIN, int(doubtful)])
    return rows
