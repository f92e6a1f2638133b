# The two commands: `make run` and `make test`. PORT and EXAMPLE may be given: make run PORT=8600 EXAMPLE=osnabrueck
PORT ?= 8501
SHEET_PORT ?= 8701
EXAMPLE ?= dorsten
PYTHON ?= python3
SEED ?= 1
VENV := .venv
BIN := $(VENV)/bin
STREAMLIT := $(BIN)/python -m streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

.DEFAULT_GOAL := check
.PHONY: run run-sheet check test format lint tests stories torture chromium docs bench-sheets bench-pages \
	bench-matching clean

run: $(VENV)/.run
	@echo "Lotsenbuch: http://127.0.0.1:$(PORT)"
	@LOTSENBUCH_EXAMPLE=$(EXAMPLE) $(STREAMLIT)

# The same app on a Google-Sheets-like server of this machine; the sheet itself: http://127.0.0.1:$(SHEET_PORT)/
run-sheet: $(VENV)/.run
	@mkdir -p data
	@$(BIN)/python -m tests.sheets_server --port $(SHEET_PORT) --data data/sheet-$(EXAMPLE).json \
		--spreadsheet example-$(EXAMPLE) & server=$$!; trap "kill $$server" EXIT INT TERM; \
	until $(BIN)/python -c "import socket; socket.create_connection(('127.0.0.1', $(SHEET_PORT)), 1)" 2>/dev/null; \
		do sleep 0.2; done; \
	echo "Lotsenbuch: http://127.0.0.1:$(PORT)   the sheet: http://127.0.0.1:$(SHEET_PORT)/"; \
	LOTSENBUCH_EXAMPLE=$(EXAMPLE) LOTSENBUCH_EXAMPLE_SHEETS_API=http://127.0.0.1:$(SHEET_PORT) $(STREAMLIT)

check: test

test: lint tests

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Tests of stores mostly wait for an answer, so that more of them than processors run at once; a browser never waits.
# Rules and stores alone have to run every line of services/: counting lines makes everything slower, so that it is left
# out for screens, and for what does the same many times over.
COUNTED := tests/rules tests/storage tests/delivery
ONCE := not hypothesis and not repeated
tests: $(VENV)/.dev chromium
	$(BIN)/python -m pytest -n 4 -m "$(ONCE)" --cov --cov-report=term:skip-covered $(COUNTED)
	$(BIN)/python -m pytest -n 4 -m "not ($(ONCE))" $(COUNTED)
	$(BIN)/python -m pytest -n 4 tests $(COUNTED:%=--ignore=%) --ignore=tests/browser
	$(BIN)/python -m pytest -n 2 tests/browser

# The stories at both kinds of store, each at a desk and on a phone.
stories: $(VENV)/.dev chromium
	STORIES=everywhere $(BIN)/python -m pytest tests/browser/test_story.py tests/browser/test_roster_story.py \
		tests/browser/test_osnabrueck.py

# Twenty people on one quota, 200 killed processes, then 5,000 actions while everything goes wrong; SEED may be given.
torture: $(VENV)/.dev
	$(BIN)/python -m tests.torture --quota 180 --kills 200 --actions 5000 --seed $(SEED)

# The browser of the tests: Debian's own chromium without windows (a third less work than with), installed when missing.
chromium:
	@command -v chromium-headless-shell >/dev/null || { \
		SUDO=$$(test $$(id -u) = 0 || echo sudo); \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium-headless-shell >/dev/null; }

# docs/data.md is made from the records, and what no version of the layout has yet becomes the next one in
# services/storage/schema.json; a test fails when one of them is stale.
docs: $(VENV)/.dev
	$(BIN)/python -m docs.schema
	$(BIN)/python -m docs.data
	$(BIN)/python -m docs.rights

# How long every page of the office takes to run anew with 300 enrolments in 40 courses, and how long one waits for a
# roster of 2,000 in a browser; the last line is JSON. Fails when typing takes over 300 ms or a page over a second.
bench-pages: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.pages $(BENCH)

# Lotsenbuch beside others on the same slow Sheets server (ten minutes and more); brings docs/benchmarks.md up to date.
# The others bring versions of their own, so each has an environment of its own. BENCH="--quick" only has a look.
ENVS := benchmarks/.envs
MATCHERS := munkres ortools scipy
PEERS := gspread gspread-dataframe st-gsheets-connection
bench-sheets: $(VENV)/.dev $(PEERS:%=$(ENVS)/%/.ready)
	@$(BIN)/python -m benchmarks.sheets $(BENCH)

# The best plan beside other ways to find one, on invented offices of three sizes. BENCH="--sizes town" has a look.
bench-matching: $(VENV)/.dev $(MATCHERS:%=$(ENVS)/%/.ready)
	@$(BIN)/python -m benchmarks.matching $(BENCH)

$(ENVS)/%/.ready: benchmarks/requirements-%.txt
	@$(PYTHON) -m venv $(@D)
	@echo "Installing $* for the benchmark (once) …"
	@$(@D)/bin/python -m pip install -q --disable-pip-version-check -r $<
	@touch $@

$(VENV)/.run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (once, about a minute) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what checks and tests use (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) $(ENVS) data .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
