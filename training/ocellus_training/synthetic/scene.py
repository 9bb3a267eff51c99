# SPDX-License-Identifier: Apache-2.0
"""Draws people and things through a camera into a place, and remembers which pixel is whose."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from .lens import Camera
from .light import Light, Shadows
from .mesh import FACE, HEAD, THING, Mesh
from .person import Person
from .raster import Canvas

FINER = 2  # pixels are drawn so many times finer on either axis than the picture has them


@dataclass
class Scene:
    camera: Camera  # of the finer picture
    place: object
    light: Light
    rays: np.ndarray  # the camera's
    people: list = field(default_factory=list)
    things: list = field(default_factory=list)


@dataclass
class Trace:
    """What a person left in the picture, for the whole body, the head and the face, in finer pixels.

    `whole`: how many pixels there would be if nothing stood before it and the picture did not end. `extent`: corners of the
    projected vertices. `facing`: cosine of the angle between the face and the camera.
    """

    whole: dict
    within: dict  # of these, how many lie in the picture
    extent: dict
    facing: float


@dataclass
class Drawn:
    image: np.ndarray  # [h, w, 3] BGR, 0 to 1, finer
    behind: np.ndarray  # the same without people and things, but with their shadows
    cover: np.ndarray  # [h, w]: 1 where people and things are
    owner: np.ndarray  # [h, w]: number of the person; -1: none
    part: np.ndarray  # [h, w]
    traces: list


def draw(scene: Scene) -> Drawn:
    camera = scene.camera
    image, floor = scene.place.paint(camera, scene.rays)
    meshes = [person.mesh for person in scene.people] + [thing for person in scene.people for thing in person.things] + scene.things
    if scene.light.infrared:
        far = np.nan_to_num(np.hypot(floor[..., 0], floor[..., 1]), nan=12.0)
        image = image * scene.light.falloff(np.hypot(far, camera.place[2])).clip(0, 1.6)[..., None]
    missing = Shadows(meshes, scene.light).at(floor) * np.isfinite(floor[..., 0])
    image = image * (1 - missing[..., None])
    behind = image.copy()
    height, width = image.shape[:2]
    owner, part = np.full((height, width), -1, np.int32), np.zeros((height, width), np.int8)
    nearest, cover = np.full((height, width), np.inf, np.float32), np.zeros((height, width), np.float32)
    traces = []
    for number, mesh in enumerate(meshes):
        whose = number if number < len(scene.people) else -1
        trace = _draw(mesh, scene, whose, image, nearest, owner, part, cover)
        if whose >= 0:
            traces.append(trace)
    return Drawn(image, behind, cover, owner, part, traces)


def _draw(mesh: Mesh, scene: Scene, whose: int, image, nearest, owner, part, cover) -> Trace:
    pixels, far = scene.camera.project(mesh.vertices)
    height, width = nearest.shape
    size = np.array([width, height])
    trace = Trace({}, {}, {}, _facing(scene.people[whose], scene.camera.place) if whose >= 0 else 0.0)
    if not np.isfinite(pixels).any():
        return trace
    low = np.floor(np.nanmin(pixels, 0)).clip(-size, 2 * size).astype(int)
    high = np.ceil(np.nanmax(pixels, 0)).clip(-size, 2 * size).astype(int)
    if (high <= low).any():
        return trace
    canvas = Canvas(*(high - low))
    canvas.draw(pixels - low, far, mesh.triangles)
    cells = np.flatnonzero(canvas.triangle >= 0)
    x, y = cells % canvas.width + low[0], cells // canvas.width + low[1]
    parts = mesh.parts[canvas.triangle[cells]]
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    if whose >= 0:
        for least in (THING, HEAD, FACE):
            trace.whole[least] = int((parts >= least).sum())
            trace.within[least] = int(((parts >= least) & inside).sum())
            corners = pixels[mesh.triangles[mesh.parts >= least]].reshape(-1, 2)
            trace.extent[least] = np.concatenate([np.nanmin(corners, 0), np.nanmax(corners, 0)])
    x, y, cells, parts = x[inside], y[inside], cells[inside], parts[inside]
    before = canvas.distance[cells] < nearest[y, x]
    x, y, cells, parts = x[before], y[before], cells[before], parts[before]
    nearest[y, x], owner[y, x], part[y, x], cover[y, x] = canvas.distance[cells], whose, parts, 1
    image[y, x] = _lit(mesh, scene, canvas, cells)
    return trace


def _lit(mesh: Mesh, scene: Scene, canvas: Canvas, cells: np.ndarray) -> np.ndarray:
    factor = scene.light.on(mesh.normals(), mesh.vertices, scene.camera.place) * mesh.grain[:, None]
    return mesh.colours[canvas.triangle[cells]] * canvas.blend(factor, mesh.triangles, cells)


def _facing(person: Person, camera: np.ndarray) -> float:
    mesh = person.mesh
    ray = camera - mesh.vertices[mesh.triangles[mesh.parts == FACE]].mean((0, 1))
    return float(person.gaze @ ray / np.linalg.norm(ray))


def fits(person: Person, camera: Camera) -> bool:
    """Whether the lens can show every point of somebody's body and some of it is in the picture."""
    pixels, _ = camera.project(person.mesh.vertices[::7])
    size = (camera.lens.width, camera.lens.height)
    return bool(np.isfinite(pixels).all() and ((pixels > 0) & (pixels < size)).all(1).any())


def reduced(image: np.ndarray) -> np.ndarray:
    return cv2.resize(image, None, fx=1 / FINER, fy=1 / FINER, interpolation=cv2.INTER_AREA)
