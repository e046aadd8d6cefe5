# `make ask Q="..."` answers, `make test` checks everything; each sets itself up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The question reaches the shell as it was typed, whatever quotes and dollars are in it.
ask: export QUESTION := $(value Q)

.PHONY: help ask chat test format bench train clean

help:
	@echo 'make ask Q="Did Obama say he'"'"'d have more flexibility?"   ask a question'
	@echo 'make chat    have a conversation'
	@echo 'make test    run every check'
	@echo 'make bench   measure accuracy and speed, with up to a million claims: takes long'
	@echo 'make train   learn the weights of the matcher anew; FEEDBACK=FOLDER learns from that export too'
	@echo 'make format  put the code in shape'
	@echo 'make clean   remove what these commands made here'

ask: $(VENV)/run
	@$(BIN)/factcheck ask "$$QUESTION"

chat: $(VENV)/run
	@$(BIN)/factcheck chat

# Many tests start a process, which reads compiled code in half the time.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/dev
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check || { echo "run 'make format'"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > $(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }
	@$(BIN)/cog --check -P docs/*.md README.md > $(VENV)/cog.log || { cat $(VENV)/cog.log; echo "run 'make format'"; exit 1; }
	@$(BIN)/python -m pytest -n logical --dist loadfile

format: $(VENV)/dev
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet
	@$(BIN)/cog -r -P docs/*.md README.md

bench: $(VENV)/dev
	@$(BIN)/python -m benchmarks.starter
	@$(BIN)/python -m benchmarks.wordings
	@$(BIN)/python -m benchmarks.together
	@$(BIN)/python -m benchmarks.telegram
	@$(BIN)/python -m benchmarks.imports
	@$(BIN)/python -m benchmarks.slack
	@$(BIN)/python -m benchmarks.inbox
	@$(BIN)/python -m benchmarks.scale

train: $(VENV)/dev
	@$(BIN)/python -m benchmarks.train $(if $(FEEDBACK),--feedback '$(FEEDBACK)') $(if $(ANYWAY),--anyway)

clean:
	rm -rf $(VENV) dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Python 3.10 or newer is needed; choose one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up in $(VENV), once; this takes a minute ..." >&2
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed (Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PIP) install --editable .
	@touch $@

# The wheels of what the package needs are kept, so that the tests can install it offline.
$(VENV)/dev: $(VENV)/run
	@echo "Setting up the tests, once ..." >&2
	@$(PIP) install --editable '.[dev]'
	@$(PIP) wheel --wheel-dir $(VENV)/wheels .
	@rm -f $(VENV)/wheels/factcheck_bot-*
	@touch $@
