# SPDX-License-Identifier: Apache-2.0
"""Trains the detectors that Ocellus ships. See training/README.md."""
