# Đối Thoại. `make` alone explains itself; `make run` and `make test` do all set-up.
.DEFAULT_GOAL := help
.PHONY: help run test test-long check format rules mutate vendor soak-media backup restore reset-link clean setup setup-test system
SHELL := /bin/sh
PY := .venv/bin/python
# Tests that read the tree and start nothing.
STILL := tests/shared/test_lints.py tests/shared/test_contracts.py tests/shared/documents/test_fonts.py
MAKEFLAGS += --no-print-directory
export DATA PORT_BASE HTTP_PORT HTTPS_PORT PUBLIC_URL DEMO PRODUCTION SMTP_HOST SMTP_PORT SMTP_USER SMTP_PASSWORD SMTP_STARTTLS MAIL_FROM TURN_URLS TURN_SECRET AAC LOG_FORMAT ROOMS POSTGRES_AS FORCE WHO

help: ## Show this help
	@echo "Đối Thoại – hội nghị đối thoại của chính quyền địa phương"; echo
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@echo; echo "Settings: DATA=.data HTTP_PORT=8080 HTTPS_PORT=8443 PORT_BASE=14200 PUBLIC_URL=… SMTP_HOST=… DEMO=1"
	@echo "Example:  DATA=/srv/doi-thoai HTTP_PORT=9080 make run"

run: setup ## Start everything; Ctrl-C stops it
	@exec $(PY) -m deploy.local run

test: setup-test system ## All tests but the long ones (ARGS='-k word' goes to pytest)
	@$(PY) -m pytest -m "not long" -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

test-long: setup-test system ## All tests: many kills, soak, fuzz
	@$(PY) -m pytest $(ARGS)

check: setup-test ## Format, lint, types, import directions, templates, vendored files and fonts, words, contracts, rules
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy .
	@$(PY) -c "from importlinter.cli import lint_imports_command as run; run()"
	@files=$$(git ls-files '*/templates/*.html'); if [ -n "$$files" ]; then $(PY) -m djlint --quiet --lint $$files; fi
	@$(PY) tools/vendor.py --check
	@$(PY) -m tools.glossary
	@$(PY) -m pytest -q --no-header -p no:cacheprovider $(STILL)
	@$(PY) -m tools.rules >build/rules.txt || { cat build/rules.txt; exit 1; }
	@tail -n 1 build/rules.txt

format: setup-test ## Write the code as `check` wants it
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

rules: setup-test ## Every requirement with its code and its test
	@$(PY) -m tools.rules

mutate: setup-test ## Break each rule on purpose and see its test fail
	@$(PY) -m tools.mutate

vendor: setup ## Fetch browser files of other projects again, by hash (needs npm)
	@$(PY) tools/vendor.py

bench-%: setup-test ## Measure one thing side by side (bench-bus …); writes build/bench/<name>.json
	@mkdir -p build/bench
	@$(PY) -m tests.bench.$(subst -,_,$*)

soak-media: setup-test ## Twelve points into media, recorder and store for MINUTES=30; nothing lost, memory flat (told from 10 minutes on); writes build/bench/soak-media.json
	@$(PY) -m tests.bench.media.soak $(or $(MINUTES),30)

backup: setup ## One archive of tables, files, facts and keys in build/backup/; running or stopped
	@$(PY) -m deploy.local backup $(TO)

restore: setup ## Bring an archive back: make restore FILE=…; FORCE=1 moves present data aside
	@$(PY) -m deploy.local restore $(FILE)

reset-link: setup ## A forgotten administrator's password: print a one-time link (running house; WHO=name if several)
	@$(PY) -m deploy.local reset-link

clean: ## Remove .venv and build files; data and backups stay (WITH_DATA=1 removes the data too)
	@if [ "$(WITH_DATA)" = 1 ] && [ -x $(PY) ]; then $(PY) -m deploy.local clean; fi
	@if [ -d build ]; then find build -mindepth 1 -maxdepth 1 ! -name backup -exec rm -rf {} +; fi
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

setup:
	@tools/bootstrap.sh run
	@mkdir -p build

setup-test:
	@tools/bootstrap.sh test
	@mkdir -p build

system:
	@tools/browser.sh >/dev/null
	@tools/turn.sh >/dev/null
