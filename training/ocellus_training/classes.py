# SPDX-License-Identifier: Apache-2.0
"""The classes that the detectors know and how their outputs are laid out."""

NAMES = ("person", "head", "vehicle", "bike", "face")
INDEX = {name: index for index, name in enumerate(NAMES)}
STRIDES = (8, 16, 32)

# At one point of the grid a body, a head and a face may all have their centre, so each has a box of its own
# there. Class -> box slot.
SLOT_OF_CLASS = (0, 1, 0, 0, 2)
SLOTS = 3

# Channels of the exported output: four distances for each slot, then a probability for each class.
OUTPUT_CHANNELS = 4 * SLOTS + len(NAMES)

# Grey around pictures that do not fill the input.
PAD = 114
