# SPDX-License-Identifier: Apache-2.0
"""The kinds of view: which camera hangs where, who is there and what they do."""

from dataclasses import dataclass

import numpy as np

from . import furniture, street
from .lens import Camera, Fisheye, Pinhole
from .light import Light
from .person import ANY, CHILD, GROWN, make_person
from .place import Photograph, Room
from .scene import FINER, Scene, fits

_UPRIGHT = {"walking": 0.45, "standing": 0.35, "reaching": 0.07, "carrying": 0.07, "bending": 0.06}
_TRIES = 60  # places that are tried for somebody


@dataclass(frozen=True)
class Kind:
    """Ranges from which chance takes. `photographs`: the part of pictures with a photograph behind the people."""

    lens: str = "pinhole"
    size: tuple = ((416, 256), (416, 312), (416, 234))
    field: tuple = (60, 95)
    height: tuple = (2.2, 4.0)
    tilt: tuple = (10, 40)
    people: tuple = (1, 6)
    reach: tuple = (1.6, 11.0)  # metres over the floor
    photographs: float = 0.0
    outdoor: float = 0.3
    seated: float = 0.0
    lying: float = 0.03
    wanted: tuple = ((ANY, 1.0),)
    night: bool = False
    objects: tuple = (0, 0)  # of a street, beside what stands in rooms


KINDS = {
    "top-down": Kind(
        size=((416, 256), (416, 312), (416, 416)),
        field=(70, 110),
        height=(2.5, 4.5),
        tilt=(68, 90),
        people=(1, 8),
        reach=(0, 5),
        outdoor=0.15,
        seated=0.12,
    ),
    "fisheye": Kind(
        "fisheye",
        size=((416, 416),),
        field=(165, 190),
        height=(2.4, 3.6),
        tilt=(90, 90),
        people=(2, 14),
        reach=(0.2, 6),
        outdoor=0.05,
        seated=0.3,
    ),
    "night": Kind(people=(1, 5), reach=(1.8, 9), photographs=0.3, outdoor=0.6, night=True),
    "crowd": Kind(field=(50, 85), height=(2.6, 7), tilt=(14, 42), people=(12, 32), reach=(3, 18), photographs=0.4, outdoor=0.8),
    "street": Kind(
        size=((416, 256), (416, 312), (416, 234), (416, 312)),
        field=(28, 65),
        height=(3.0, 9.0),
        tilt=(12, 34),
        people=(0, 12),
        reach=(5, 40),
        photographs=0.4,
        outdoor=1.0,
        lying=0.01,
        objects=(1, 9),
    ),
    "seated": Kind(height=(1.7, 3.2), tilt=(12, 55), people=(1, 9), reach=(1.6, 6.5), outdoor=0.1, seated=0.85),
    "children": Kind(
        height=(1.6, 3.4),
        tilt=(8, 38),
        people=(1, 9),
        reach=(1.8, 8),
        photographs=0.5,
        outdoor=0.5,
        seated=0.15,
        wanted=((CHILD, 0.75), (GROWN, 0.25)),
    ),
}


def _camera(kind: Kind, rng: np.random.Generator) -> Camera:
    width, height = (side * FINER for side in kind.size[rng.integers(len(kind.size))])
    if kind.lens == "fisheye":
        lens = Fisheye(width, height, rng.uniform(*kind.field), height / 2 * rng.choice([1.0, rng.uniform(0.95, 1.25)]))
    else:
        lens = Pinhole(width, height, rng.uniform(*kind.field), rng.choice([0.0, rng.uniform(-0.1, 0.0)]))
    steep = kind.tilt[0] > 60
    roll = rng.uniform(-180, 180) if steep else rng.normal(0, 2)
    return Camera(lens, rng.uniform(*kind.height), rng.uniform(*kind.tilt), roll)


def _light(kind: Kind, rng: np.random.Generator, place) -> Light:
    around, up = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 0.95)
    side = (1 - up**2) ** 0.5
    direction = np.array([side * np.cos(around), side * np.sin(around), up], np.float32)
    direct = rng.uniform(0.1, 0.7) if place.outdoor else rng.uniform(0.1, 0.45)
    gain = rng.uniform(0.85, 1.25)
    if isinstance(place, Photograph):
        gain *= float(np.clip(place.image.mean() / 255 / 0.45, 0.55, 1.3))
    cast = 1 + rng.uniform(-0.07, 0.07, 3).astype(np.float32)
    infrared = rng.uniform(3.0, 6.5) if kind.night else 0.0
    return Light(direction, gain * rng.uniform(0.55, 0.85), gain * direct, cast, infrared, rng.uniform(0.03, 0.3))


def _spot(kind: Kind, rng: np.random.Generator, camera: Camera, rays: np.ndarray, place, taken: list, room: float) -> np.ndarray | None:
    """A place on the floor that the picture shows, `room` metres from others."""
    for _ in range(_TRIES):
        ray = rays[rng.integers(rays.shape[0]), rng.integers(rays.shape[1])]
        spot = camera.floor(ray)
        if not np.isfinite(spot).all() or not kind.reach[0] <= np.linalg.norm(spot) <= kind.reach[1] or not place.holds(spot):
            continue
        if all(np.linalg.norm(spot - other) > room + far for other, far in taken):
            return spot
    return None


def _tables(kind: Kind, rng: np.random.Generator, camera: Camera, rays: np.ndarray, place, scene: Scene, taken: list) -> list:
    """Tables in the room; returns where around them somebody may sit: x, y and the angle to be turned by."""
    seats = []
    for _ in range(rng.integers(0, 4)):
        width, depth = rng.uniform(0.7, 2.0), rng.uniform(0.6, 1.0)
        spot = _spot(kind, rng, camera, rays, place, taken, width / 2 + 0.9)
        if spot is None:
            continue
        turn = float(rng.choice([0, 90, rng.uniform(0, 360)]))
        scene.things.append(furniture.table(rng, width, depth).turned(turn, (*spot, 0)))
        taken.append((spot, max(width, depth) / 2))
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        for sign, facing in ((1, 0), (-1, 180)):
            for x in np.arange(-width / 2 + 0.35, width / 2 - 0.3, 0.62):
                y = sign * (depth / 2 + rng.uniform(0.05, 0.3))
                seats.append((spot[0] + c * x - s * y, spot[1] + s * x + c * y, turn + facing + rng.normal(0, 10)))
    return [seats[k] for k in rng.permutation(len(seats))]


def compose(name: str, wardrobe, rng: np.random.Generator, photographs: list) -> Scene:
    """A scene of a kind. `photographs`: functions that give a picture without people, which may be none."""
    kind = KINDS[name]
    camera = _camera(kind, rng)
    if photographs and rng.random() < kind.photographs:
        place = Photograph(photographs[rng.integers(len(photographs))]())
        camera.lens = _shaped_as(camera.lens, place.image)
    else:
        place = Room(rng, camera, rng.random() < kind.outdoor, photographs)
    rays, taken = camera.rays(), []
    scene = Scene(camera, place, _light(kind, rng, place), rays)
    seats = _tables(kind, rng, camera, rays, place, scene, taken) if kind.seated and not isinstance(place, Photograph) else []
    for _ in range(rng.integers(0, 4) if not isinstance(place, Photograph) else 0):
        spot = _spot(kind, rng, camera, rays, place, taken, 1.0)
        if spot is not None and np.linalg.norm(spot) > 1.2:
            scene.things.append(furniture.cupboard(rng).turned(rng.choice([0, 90, rng.uniform(0, 360)]), (*spot, 0)))
            taken.append((spot, 0.6))
    for _ in range(rng.integers(kind.objects[0], kind.objects[1] + 1)):
        spot = _spot(kind, rng, camera, rays, place, taken, 0.3)
        if spot is not None:
            scene.things.append(street.something(rng).turned(rng.uniform(0, 360), (*spot, 0)))
            taken.append((spot, 0.15))
    for _ in range(rng.integers(kind.people[0], kind.people[1] + 1)):
        _add(kind, rng, camera, rays, scene, taken, seats, wardrobe)
    return scene


def _shaped_as(lens: Pinhole, image: np.ndarray) -> Pinhole:
    """The lens for a photograph of another shape: as wide as it is, no distortion."""
    height, width = image.shape[:2]
    scale = FINER * min(1.0, 416 / max(height, width))
    field = 2 * np.degrees(np.arctan(lens.width / 2 / lens.focal * min(1.0, width / height)))
    return Pinhole(round(width * scale), round(height * scale), field)


def _add(kind: Kind, rng: np.random.Generator, camera: Camera, rays: np.ndarray, scene: Scene, taken: list, seats: list, wardrobe) -> None:
    wanted = rng.choice([who for who, _ in kind.wanted], p=[share for _, share in kind.wanted])
    sits = rng.random() < kind.seated
    if sits and seats:
        x, y, turn = seats.pop()
        if not scene.place.holds(np.array([x, y])):
            return
    else:
        spot = _spot(kind, rng, camera, rays, scene.place, taken, 0.35 if kind.people[1] > 20 else 0.45)
        if spot is None:
            return
        (x, y), turn = spot, rng.uniform(0, 360)
        if kind.tilt[0] < 60 and rng.random() < 0.4:  # towards the camera, so that faces are to be seen
            turn = np.degrees(np.arctan2(-x, y)) + rng.normal(0, 35)
    pose = "sitting" if sits else "lying" if rng.random() < kind.lying else str(rng.choice(list(_UPRIGHT), p=list(_UPRIGHT.values())))
    person = make_person(wardrobe, rng, pose, str(wanted)).turned(turn, (x, y, 0))
    tall = person.mesh.vertices[:, 2].max() if kind.tilt[0] > 60 else 0
    if tall < camera.place[2] - 0.35 and fits(person, camera):
        scene.people.append(person)
        taken.append((np.array([x, y]), 0.7 if pose == "lying" else 0.25))
