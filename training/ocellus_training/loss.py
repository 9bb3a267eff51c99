# SPDX-License-Identifier: Apache-2.0
"""Which points answer for which objects, and what they are told.

Task-aligned assignment (Feng et al., TOOD, 2021) on the sparse pairs of points and boxes, quality focal loss
(Li et al., 2020) for the classes and GIoU (Rezatofighi et al., 2019) for the boxes.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional

from .classes import SLOT_OF_CLASS, SLOTS
from .network import flatten_outputs, to_corners

PAIRS_PER_OBJECT = 9
SCORE_POWER = 0.7
OVERLAP_POWER = 3.0


@dataclass
class Assignment:
    picture: torch.Tensor  # [M]
    point: torch.Tensor  # [M]
    cls: torch.Tensor  # [M]
    box: torch.Tensor  # [M, 4]
    target: torch.Tensor  # [M], 0 to 1: what the class's probability ought to be


def _best(key: torch.Tensor, merit: torch.Tensor, keys: int, most: int) -> torch.Tensor:
    """Indices of the `most` pairs of greatest merit for each key."""
    order = torch.argsort(merit, descending=True)
    order = order[torch.argsort(key[order], stable=True)]
    sorted_keys = key[order]
    first = torch.searchsorted(sorted_keys, torch.arange(keys))
    return order[torch.arange(len(order)) - first[sorted_keys] < most]


def _iou(a: torch.Tensor, b: torch.Tensor):
    shared = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).clamp(min=0).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - shared
    return shared / (union + 1e-6), union


def giou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    iou, union = _iou(a, b)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    return iou - (hull - union) / (hull + 1e-6)


def assign(corners, scores, points, objects) -> Assignment | None:
    """corners [B, N, SLOTS, 4], scores [B, N, C], objects [B, M, 6] (class, corners, sureness; class -1: none)."""
    slot_of = torch.tensor(SLOT_OF_CLASS)
    picture, row = (objects[:, :, 0] >= 0).nonzero(as_tuple=True)
    if len(picture) == 0:
        return None
    cls = objects[picture, row, 0].long()
    box, sure = objects[picture, row, 1:5], objects[picture, row, 5]
    x, y, stride = points[:, 0], points[:, 1], points[:, 2]
    centre, size = (box[:, :2] + box[:, 2:]) / 2, box[:, 2:] - box[:, :2]
    half = size / 2

    # A point may answer for an object when it is near the centre (small objects: a little outside counts too)
    # and the object's size suits its stride.
    def reach(axis):
        inner = torch.minimum(half[:, axis : axis + 1].clamp(min=1.0), stride * 2.5)
        return inner.maximum(torch.minimum(stride * 0.75, half[:, axis : axis + 1] + 4))

    near = ((x - centre[:, :1]).abs() < reach(0)) & ((y - centre[:, 1:]).abs() < reach(1))
    side = torch.sqrt(size.prod(1).clamp(min=1))[:, None]
    near &= (side < stride * 22) & (side > stride * 0.35)
    which, point = near.nonzero(as_tuple=True)
    if len(which) == 0:
        return None

    iou, _ = _iou(corners[picture[which], point, slot_of[cls[which]]], box[which])
    offset = (points[point, :2] - centre[which]) / (half[which] + points[point, 2:] * 0.5)
    prior = torch.exp(-(offset**2).sum(1))
    score = scores[picture[which], point, cls[which]]
    merit = (score + 0.02) ** SCORE_POWER * (iou + 0.05) ** OVERLAP_POWER * prior

    keep = _best(which, merit, len(picture), PAIRS_PER_OBJECT)
    which, point, merit, iou = which[keep], point[keep], merit[keep], iou[keep]
    place = (picture[which] * points.shape[0] + point) * SLOTS + slot_of[cls[which]]
    keep = _best(place, merit, objects.shape[0] * points.shape[0] * SLOTS, 1)
    which, point, merit, iou = which[keep], point[keep], merit[keep], iou[keep]

    top_merit = torch.zeros(len(picture)).scatter_reduce_(0, which, merit, "amax", include_self=True)
    top_iou = torch.zeros(len(picture)).scatter_reduce_(0, which, iou, "amax", include_self=True)
    target = merit / (top_merit[which] + 1e-9) * top_iou[which].clamp(min=0.1) * sure[which]
    return Assignment(picture[which], point, cls[which], box[which], target)


def _open_points(shape, points, doubtful) -> torch.Tensor:
    """Weights [B, N, C]: 0 where a doubtful box of the class covers the point, 1 elsewhere."""
    weights = torch.ones(shape)
    picture, row = (doubtful[:, :, 0] >= 0).nonzero(as_tuple=True)
    if len(picture):
        box = doubtful[picture, row]
        covered = (points[:, 0] > box[:, 1:2]) & (points[:, 0] < box[:, 3:4])
        covered &= (points[:, 1] > box[:, 2:3]) & (points[:, 1] < box[:, 4:5])
        index, point = covered.nonzero(as_tuple=True)
        weights[picture[index], point, box[index, 0].long()] = 0
    return weights


def detection_loss(outputs, points, objects, doubtful):
    """Class loss and box loss, each a mean over the objects' weights."""
    distances, logits = flatten_outputs(outputs)
    corners = to_corners(distances, points)
    target = torch.zeros_like(logits)
    with torch.no_grad():
        weights = _open_points(logits.shape, points, doubtful)
        pairs = assign(corners, logits.sigmoid(), points, objects)
    box_loss = distances.sum() * 0
    total = torch.tensor(1.0)
    if pairs is not None:
        total = pairs.target.sum().clamp(min=1)
        target[pairs.picture, pairs.point, pairs.cls] = pairs.target
        weights[pairs.picture, pairs.point, pairs.cls] = 1
        slot = torch.tensor(SLOT_OF_CLASS)[pairs.cls]
        predicted = corners[pairs.picture, pairs.point, slot]
        box_loss = ((1 - giou(predicted, pairs.box)) * pairs.target).sum() / total
        # GIoU says little of boxes that are far too small; the distances themselves do.
        here = points[pairs.point]
        wanted = torch.cat([here[:, :2] - pairs.box[:, :2], pairs.box[:, 2:] - here[:, :2]], 1) / here[:, 2:]
        error = functional.smooth_l1_loss(distances[pairs.picture, pairs.point, slot], wanted.clamp(min=0), reduction="none")
        box_loss = box_loss + 0.05 * (error.mean(1) * pairs.target).sum() / total
    miss = (target - logits.sigmoid().detach()).abs() ** 2
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (entropy * miss * weights).sum() / total, box_loss


def distillation_loss(outputs, teacher_outputs, points):
    """What a teacher of the same layout says at every point: its probabilities, and its boxes where it is sure."""
    distances, logits = flatten_outputs(outputs)
    with torch.no_grad():
        teacher_distances, teacher_logits = flatten_outputs(teacher_outputs)
        probability = teacher_logits.sigmoid()
        weight = (probability - logits.sigmoid()).abs() ** 2
        total = probability.amax(2).sum().clamp(min=1)
        sure = torch.zeros(distances.shape[:3])
        for cls, slot in enumerate(SLOT_OF_CLASS):
            sure[..., slot] = torch.maximum(sure[..., slot], probability[..., cls])
        sure = torch.where(sure > 0.2, sure, torch.zeros(()))
    entropy = functional.binary_cross_entropy_with_logits(logits, probability, reduction="none")
    box_error = functional.smooth_l1_loss(distances, teacher_distances, reduction="none").mean(3)
    return (entropy * weight).sum() / total + 0.5 * (box_error * sure).sum() / sure.sum().clamp(min=1)
