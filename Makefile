# Everything is made from a fresh clone by the target that needs it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-whole lint bench docs guides sample clean

demo: $(VENV)/.installed  ## examine two embedded stores and leave a report of each
	$(BIN)/cartcheck demo

test: $(VENV)/.dev lint  ## format, types and all tests
	$(BIN)/python -m pytest -n auto

test-whole: $(VENV)/.dev  ## the same with every version, fault and language of the widest matrices; twice as long
	CARTCHECK_WHOLE=1 $(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev  ## speed, memory, faults that are found, false alarms; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

docs: $(VENV)/.dev  ## write anew the pages of docs/ that say what the code says
	for page in findings claims needs; do \
		$(BIN)/python -m cartcheck.$$page.markdown > docs/$$page.md.new && mv docs/$$page.md.new docs/$$page.md || exit 1; \
	done

guides: $(VENV)/.dev  ## write docs/upgrades anew from embedded stores
	$(BIN)/python -m cartcheck.cli.guides docs/upgrades

sample: $(VENV)/.installed  ## write the sample report anew
	$(BIN)/python reports/sample.py

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit("cartcheck needs Python 3.11 or newer; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist
