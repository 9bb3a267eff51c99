# SPDX-License-Identifier: Apache-2.0
"""Network input as the program makes it: scaled to fit, at the top left, padded with grey."""

import cv2
import numpy as np

from .classes import PAD


def letterbox(image: np.ndarray, width: int, height: int):
    """The input [1, 3, height, width], BGR 0 to 1, and the scale from picture to input."""
    scale = min(width / image.shape[1], height / image.shape[0])
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas = np.full((height, width, 3), PAD, np.uint8)
    canvas[: size[1], : size[0]] = cv2.resize(image, size, interpolation=how)
    return np.ascontiguousarray(canvas.transpose(2, 0, 1)[None], np.float32) / 255, scale
