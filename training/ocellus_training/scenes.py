# SPDX-License-Identifier: Apache-2.0
"""What kind of view a source's pictures are: accuracy is told by it, and training favours some."""

# Of the sources of the first pack; a record's own key "scene" comes first.
_SCENE_OF_SOURCE = {
    "adian": "CCTV crowd",
    "adas": "road",
    "ambul": "road",
    "highway": "road",
    "modes": "road",
    "parking": "road",
    "yuscar": "road",
    "oiamb": "photograph",
    "oibpack": "photograph",
    "oibpackb": "photograph",
    "oimix": "photograph",
    "oival": "photograph",
    "yusveh": "photograph",
}

# Surveillance is what the nets are for, and photographs are where they are weakest.
FAVOURED_SCENES = frozenset({"CCTV crowd", "photograph"})
FAVOURED_SOURCES = frozenset({"adian", "yuscar", "adas", "ppe"})


def scene_of(record: dict) -> str:
    return record.get("scene") or _SCENE_OF_SOURCE.get(record["source"], "other")


def favour(record: dict) -> float:
    """What is added to a picture's weight when training picks one."""
    return 1.0 if record["source"] in FAVOURED_SOURCES or scene_of(record) in FAVOURED_SCENES else 0.0
