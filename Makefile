# Covector: `make demo` and `make test` do all the set-up that they need.
#
#   make demo        train the digits example
#   make test        all tests: lit, then pytest
#   make bench       measure against JAX, single operations against NumPy too, and gradients of loops
#   make build       set-up and build, nothing else
#   make lint        formatting, lint and types
#   make docs        write the documentation to build/html
#   make docs-check  the examples in the documentation and the dialect's records
#   make status      what is set up, and what the tests showed of every operation
#   make clean       remove the build and .venv/ (not the caches outside)
#
# PYTHON=python3.12 chooses the Python of a new .venv/; BUILD=folder the build folder.

SHELL := /bin/bash
ROOT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
BUILD ?= $(ROOT)/build
BIN := $(ROOT)/.venv/bin
export COVECTOR_BUILD_DIR := $(abspath $(BUILD))
.DEFAULT_GOAL := help
.PHONY: help setup build test demo bench lint docs docs-check status clean
MAKEFLAGS += --no-print-directory

help:
	@sed -n '3,/^$$/s/^# \{0,1\}//p' $(ROOT)/Makefile

setup build:
	@$(ROOT)/tools/setup/setup.sh

# lit first, pytest last: both run, and the worse result counts.
test:
	@$(ROOT)/tools/setup/setup.sh --with test --with examples --with peer
	@cd $(ROOT) && lit=0; \
	echo "lit: test/"; $(BIN)/lit -v test || lit=$$?; \
	echo "pytest: test/"; $(BIN)/python -m pytest -n auto || exit $$?; exit $$lit

demo:
	@$(ROOT)/tools/setup/setup.sh --with examples
	@cd $(ROOT) && $(BIN)/python examples/digits.py

bench:
	@$(ROOT)/tools/setup/setup.sh --with peer
	@cd $(ROOT) && $(BIN)/python -m benchmarks && $(BIN)/python -m benchmarks.operations && \
	  $(BIN)/python -m benchmarks.loops

lint:
	@$(ROOT)/tools/setup/setup.sh --with lint
	@cd $(ROOT) && tools/setup/lint.sh

docs:
	@$(ROOT)/tools/setup/setup.sh --with docs
	@rm -rf $(BUILD)/pages && cp -r $(ROOT)/docs/pages $(BUILD)/pages
	@cd $(ROOT) && $(BIN)/python -m sphinx -W --keep-going -q -c docs $(BUILD)/pages $(BUILD)/html
	@echo "the documentation is in $(BUILD)/html/index.html"

docs-check:
	@$(ROOT)/tools/setup/setup.sh --with test
	@cd $(ROOT) && $(BIN)/python -m pytest test/project

status:
	@$(ROOT)/tools/setup/setup.sh --status

clean:
	rm -rf $(BUILD) $(ROOT)/.venv
