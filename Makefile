# Everything a developer does here. `make run PORT=8001`, `make test PYTEST_ARGS="tests/skp -x"`.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
# A file at a time (of tests/browser/test_pages.py a test) on as many cores as there are, up to four; in this order the
# slow browser files start early.
PYTEST_ARGS ?= -n auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test check bench fmt lock clean

BIN := .venv/bin/python
VAR := $(or $(EKINERJA_VAR),$(CURDIR)/var)
UV_COMPILE := $(BIN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export DEMO = 1
run: ## Set everything up, load the demo city, serve on http://127.0.0.1:8000 (PORT and HOST change it)
	@$(PYTHON) ekinerja/bootstrap.py run
	@$(BIN) manage.py serve --host $(HOST) --port $(PORT)

# A cluster of its own: it trades safety for speed, and the data of `make run` stays untouched.
test check: export DEMO = 1
test check: export EKINERJA_VAR = $(VAR)/test
test check: export EKINERJA_PG_FAST = 1
test: ## Run all tests on real PostgreSQL, in a browser too where a Chromium is found
	@$(PYTHON) ekinerja/bootstrap.py dev
	@# The test databases are made anew and left there: a page still being answered at the end must not fail the run.
	@$(BIN) -m pytest --create-db --reuse-db $(PYTEST_ARGS)

check: ## Lint, format, types, missing migrations, and Django's own checks with production settings
	@$(PYTHON) ekinerja/bootstrap.py dev
	$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .
	$(BIN) -m mypy
	$(BIN) manage.py makemigrations --check --dry-run
	DEMO= SECRET_KEY=$$($(BIN) -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=ekinerja.example.go.id \
		DATABASE_URL=postgresql://ekinerja@localhost/ekinerja $(BIN) manage.py check --deploy --fail-level WARNING

bench: export DEMO = 1
bench: ## Measure the pages at 10,000 and 1,000,000 people, into docs/bench.md (smaller: BENCH_ARGS="--besar 100000")
	@$(PYTHON) ekinerja/bootstrap.py dev
	@$(BIN) manage.py ukur --tulis docs/bench.md $(BENCH_ARGS)

fmt: ## Format the code and repair what ruff can repair
	@$(PYTHON) ekinerja/bootstrap.py dev
	$(BIN) -m ruff check --fix-only .
	$(BIN) -m ruff format .

lock: ## Pin the newest allowed versions of all dependencies, with hashes
	@$(PYTHON) ekinerja/bootstrap.py dev
	$(UV_COMPILE) pyproject.toml --upgrade -o requirements/base.lock
	$(UV_COMPILE) pyproject.toml --upgrade --group dev -c requirements/base.lock -o requirements/dev.lock
	$(UV_COMPILE) --upgrade --group pyproject.toml:assets -o requirements/assets.lock

clean: ## Remove what can be made again; the demo data in var/ stays
	rm -rf .venv .node assets/node_modules static/vendor staticfiles var/test var/bench
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
