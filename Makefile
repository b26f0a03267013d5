# A newcomer types `make demo` and `make test`; each first makes what it needs. `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

ORANGESUM ?= ../OrangeSum

.DEFAULT_GOAL := help
.PHONY: help install demo docs questions test audit fuzz pages cycles kill evaluate judge readme floors lock clean enginekills

help:  ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

install: $(STAMP)  ## make .venv with everything pinned by hash, then the package itself

$(STAMP): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Legation needs Python 3.11 or newer; $(or $(PYTHON),python3) is $$($(or $(PYTHON),python3) --version 2>&1)." >&2; \
		echo "Install one, or name it: make $(or $(MAKECMDGOALS),install) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

DEMO := build/demo.db
define RUN_DEMO
$$ legation read examples/*.txt examples/dispatches.jsonl examples/pages
$$ legation agenda --from 2025-01-01
$$ legation members AES
$$ legation members ECOWAS --as-of 2024-12-31
$$ legation members ECOWAS --as-of 2025-12-31
$$ legation timeline
endef
export RUN_DEMO

demo: install  ## read the examples into a fresh register and show it
	@mkdir -p build && rm -f $(DEMO)*
	@printf '%s\n' "$$RUN_DEMO" | while read -r _ command; do \
		printf '\n$$ %s\n' "$$command"; $(BIN)/$$command --register $(DEMO) </dev/null || exit; done
	@printf '\n$$ legation serve\nNot run here; to look at all this in a browser: %s serve --register %s\n' $(BIN)/legation $(DEMO)

test: install  ## lint, types, layers, tests, doctests
	$(BIN)/ruff check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports
	$(BIN)/pytest

audit: install  ## what is installed, against the lock: hashes, licences, squats (no vulnerability service is asked)
	$(BIN)/python tools/audit.py

FUZZ_SECONDS ?= 1500
fuzz: install  ## mutated sources, feeds, rules, dates, questions by the million; failing inputs are kept in build/fuzz
	$(BIN)/python tools/fuzz.py --seconds $(FUZZ_SECONDS)

pages: install  ## mutated HTML of 2,000 real pages; ORANGESUM is a checkout of github.com/Tixierae/OrangeSum
	$(BIN)/python tools/mutate_pages.py $(ORANGESUM)/data/docs/raw

CYCLES ?= 1000
cycles: install  ## watch a difficult publisher on loopback for 1,000 cycles; counts what is lost or doubled
	$(BIN)/python tools/watch_cycles.py $(CYCLES)

KILLS ?= 100
kill: install  ## kill -9 at random moments of reading, review and migration, in SQLite and PostgreSQL (about ten minutes)
	$(BIN)/python tools/kills.py $(KILLS)

ENGINEKILLS ?= 20
enginekills: install  ## kill workers, nodes and drivers of --engine ray at random moments; compare with one process
	$(BIN)/python tools/engine_kills.py $(ENGINEKILLS)

evaluate: install  ## score the coder on the examples and on gold/fr; fails under a floor
	$(BIN)/legation evaluate examples --floors gold/floors.toml
	$(BIN)/legation evaluate gold/fr --floors gold/floors.toml
	$(BIN)/legation evaluate --linking gold/linking --floors gold/floors.toml

docs: install  ## build the documentation as a site in build/site; a broken link stops it, and it fetches nothing
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/python tools/site.py check build/site

questions: install  ## how many questions of tests/gold legation ask reads rightly
	$(BIN)/legation ask --check tests/gold/questions.jsonl

judge: install  ## learn the judge anew from gold/orange; ORANGESUM is a checkout of github.com/Tixierae/OrangeSum
	for part in train more; do $(BIN)/python -m legation.evaluation.learning.orange rebuild gold/orange/$$part*.jsonl \
		--pages $(ORANGESUM)/data/docs/parsed --out build/orange/$$part; done
	$(BIN)/python -m legation.evaluation.learning.train $(foreach part,train more,build/orange/$(part)/orange.texts.jsonl \
		build/orange/$(part)/orange.facts.jsonl) --drawn gold/orange/drawn.ndjson --pages $(ORANGESUM)/data/docs/parsed \
		--out src/legation/languages/fr/judge.json --page docs/accuracy.md

readme: install  ## put the demo's real output into README.md
	@mkdir -p build
	COLUMNS=100 NO_COLOR=1 $(MAKE) --no-print-directory --silent demo >build/demo.txt
	$(BIN)/python tools/readme.py build/demo.txt README.md

floors: install  ## accept gold/floors.toml into its history (a lowered floor needs a line in CHANGELOG.md)
	$(BIN)/python tools/floors.py

# The machine's own package folders must not get into the lock: only what everybody can install.
lock: export PIP_CONFIG_FILE = /dev/null
lock: export PIP_FIND_LINKS =
lock: export PIP_EXTRA_INDEX_URL =
lock: export CUSTOM_COMPILE_COMMAND = make lock
COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(UPGRADE)

lock: install  ## write both lock files anew; `make lock UPGRADE=--upgrade` takes newer versions
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:  ## remove what was made, but for .venv
	rm -rf build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
