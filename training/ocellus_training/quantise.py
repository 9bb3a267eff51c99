# SPDX-License-Identifier: Apache-2.0
"""Post-training int8 of an ONNX file with NNCF, calibrated on pictures of the pack's training part."""

import argparse
import logging
from pathlib import Path

from .letterbox import letterbox
from .pack import load_item, read_records

# The 1x1 convolutions that give boxes and logits stay as they are: they cost next to nothing, and small boxes need them.
LAST_LAYERS = ".*/(cls|reg)(_.)?/.*"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, required=True, help="the fp32 .onnx file")
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the .xml file; its .bin comes beside it")
    parser.add_argument("--size", default="416x256")
    parser.add_argument("--pictures", type=int, default=300)


def quantise(options: argparse.Namespace) -> int:
    import nncf
    import openvino
    from nncf.quantization.range_estimator import RangeEstimatorParametersSet

    nncf.set_log_level(logging.ERROR)
    width, height = (int(side) for side in options.size.split("x"))
    records = read_records(options.pack, "train")
    chosen = records[:: max(1, len(records) // options.pictures)][: options.pictures]
    inputs = [letterbox(load_item(options.pack, record).image, width, height)[0] for record in chosen]

    core = openvino.Core()
    model = core.read_model(str(options.model))
    model.reshape([1, 3, height, width])
    quantised = nncf.quantize(
        model,
        nncf.Dataset(inputs),
        ignored_scope=nncf.IgnoredScope(patterns=[LAST_LAYERS]),
        preset=nncf.QuantizationPreset.MIXED,
        subset_size=len(inputs),
        # Weights use their whole range. Without VNNI sums of products could then overflow 16 bits, but there the
        # program runs fp32 (docs/reference/models.md, Precision). So do activations: the mean of the pictures' largest,
        # which is usual, cuts off what is rare, and small faces are.
        advanced_parameters=nncf.AdvancedQuantizationParameters(
            overflow_fix=nncf.OverflowFix.DISABLE,
            activations_range_estimator_params=RangeEstimatorParametersSet.MINMAX,
        ),
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    openvino.save_model(quantised, str(options.out), compress_to_fp16=False)
    print(f"{options.out}: calibrated on {len(inputs)} pictures at {width}x{height}")
    return 0
