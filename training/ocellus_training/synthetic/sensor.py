# SPDX-License-Identifier: Apache-2.0
"""What a camera does to a picture: blur, noise, vignette, grey at night, hard JPEG."""

import cv2
import numpy as np

from .scene import Drawn, reduced


def _soften(drawn: Drawn, sigma: float) -> np.ndarray:
    """People and things less sharp, their edges, too; a photograph behind them has a blur of its own."""
    cover = cv2.GaussianBlur(drawn.cover, (0, 0), sigma)[..., None]
    mine = cv2.GaussianBlur(drawn.image * drawn.cover[..., None], (0, 0), sigma)
    return drawn.behind * (1 - cover) + mine


def noise_of(image: np.ndarray) -> float:
    """Standard deviation of a picture's grain, of 1, from the calmer half of its pixels."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    return float(np.median(np.abs(cv2.Laplacian(grey, cv2.CV_32F))) / 0.6745 / 20**0.5)


def finish(rng: np.random.Generator, drawn: Drawn, photograph: np.ndarray | None, night: bool) -> np.ndarray:
    """The picture as its camera would send it; BGR, uint8."""
    sigma = rng.uniform(0.6, 1.7)
    if photograph is None:
        image = reduced(cv2.GaussianBlur(drawn.image, (0, 0), sigma))
    else:
        image = reduced(_soften(drawn, sigma))
    height, width = image.shape[:2]
    grain = rng.uniform(0.004, 0.03) if photograph is None else max(noise_of(photograph), 0.003)
    if night:
        image = np.repeat(image.mean(2, keepdims=True), 3, 2)
        grain = max(grain, rng.uniform(0.01, 0.05))
        image = image * (rng.uniform(0.6, 1.0) / max(0.05, float(np.percentile(image, 97))))
        image = image.clip(0, 1.2) ** rng.uniform(0.6, 1.0) + rng.uniform(0, 0.05)
    elif photograph is None:
        image = image * (rng.uniform(0.32, 0.55) / max(0.05, float(image.mean())))
    if photograph is None or night:
        y, x = np.mgrid[:height, :width] / np.array([height, width]).reshape(2, 1, 1) - 0.5
        image = image * (1 - rng.uniform(0, 0.9) * (x**2 + y**2))[..., None]
    channels = 1 if night else 3
    chance = cv2.GaussianBlur(rng.normal(0, 1, (height, width, channels)).astype(np.float32), (0, 0), rng.uniform(0.3, 0.8))
    # A photograph has grain already; only what was put into it needs some.
    where = reduced(drawn.cover)[..., None] if photograph is not None and not night else 1
    return _bytes(image + grain * 1.5 * chance.reshape(height, width, channels) * where)


def _bytes(image: np.ndarray) -> np.ndarray:
    return (image * 255 + 0.5).clip(0, 255).astype(np.uint8)
