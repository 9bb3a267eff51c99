# SPDX-License-Identifier: Apache-2.0
# The one face of the project: make run, make test; the rest for those who work on it.
SHELL := /bin/bash
.DEFAULT_GOAL := build
NODE := $(CURDIR)/.deps/node/bin
export PATH := $(NODE):$(PATH)
JOBS ?= $(shell nproc)

.PHONY: run build test bench lint fuzz package setup web clean format

## run: install what is needed, build, and watch a real clip with a simulated camera
run: build
	@scripts/run-demo

## build: the program at build/ocellus and the UI beside it
build: setup web
	@cmake --preset release >/dev/null
	@cmake --build build -j $(JOBS) --target ocellus

setup:
	@scripts/setup

web: setup
	@scripts/build-web

## test: every test there is; ends with the figures of ctest
test: setup web
	@scripts/test

## bench: figures for docs/reference/performance.md
bench: build
	@cmake --build build -j $(JOBS) --target bench
	@scripts/bench

## lint: clang-format, clang-tidy, ESLint, licence lines, documentation
lint: setup
	@scripts/lint

format:
	@git ls-files '*.cpp' '*.h' | xargs clang-format-16 -i

## fuzz: each fuzzer for FUZZ_SECONDS (60)
fuzz: setup
	@scripts/fuzz

## package: dist/ocellus_*.deb with a systemd unit
package: build
	@scripts/package

clean:
	rm -rf build build-*
