# SPDX-License-Identifier: Apache-2.0
"""The one door: `python -m ocellus_training COMMAND --help`."""

import argparse
import importlib
import sys

COMMANDS = {
    "prepare": ("prepare", "check packs, join them and clean their labels"),
    "synthesise": ("synthetic.synthesise", "make pictures of people, with exact labels, for rare views"),
    "train": ("train", "train a net on a pack, or go on with a run"),
    "blend": ("blend", "average a checkpoint with the one it was trained on from"),
    "export": ("export", "write a checkpoint as ONNX"),
    "quantise": ("quantise", "make an int8 model of an ONNX file"),
    "evaluate": ("evaluate", "AP50 by class and view on a pack's validation part"),
    "ship": ("ship", "write a run's files, manifest and card into models/"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="ocellus_training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        if name in sys.argv[1:2]:  # the others are not loaded: quantising lives where PyTorch is not
            module = importlib.import_module(f".{module_name}", __package__)
            module.add_arguments(command)
            command.set_defaults(run=getattr(module, name))
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
