.DEFAULT_GOAL := help
.PHONY: help run reset test lint format messages vendor bench

# The first Python that is recent enough; empty when there is none.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PREPARE = $(if $(PYTHON),$(PYTHON) tools/prepare.py,echo "Python 3.11 ou plus récent manque : installez-le, puis recommencez." >&2 && false)
VENV = .venv/bin/python
# In two processes, a file in one of them; then, one by one, the few that nothing may run beside.
ALL_TESTS = { $(VENV) -m pytest -n 2 --dist loadscope --no-loadscope-reorder -q -m "not alone"; others=$$?; $(VENV) -m pytest -q -m alone && exit $$others; }

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.* ## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: ## start everything on PORT (8000), with the demonstration
	@$(PREPARE) run && exec env PYTHONPATH=site $(VENV) -m portal.launch

reset: ## delete the local data: database, videos, mail (FORCE=1 asks nothing)
	@FORCE=$(FORCE) $(or $(wildcard $(VENV)),$(PYTHON)) tools/reset.py

test: ## run the tests (ARGS="tests/videos -k upload")
	@$(PREPARE) test && $(VENV) tests/browser.py && $(if $(ARGS),exec $(VENV) -m pytest $(ARGS),$(ALL_TESTS))

lint: ## check the code and the templates
	@$(PREPARE) test
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m djlint --lint --quiet templates

format: ## format the code
	@$(PREPARE) test
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format .

messages: ## collect the texts to translate into site/portal/locale
	@$(PREPARE) test
	@command -v xgettext >/dev/null || { echo "xgettext manque : installez le paquet gettext de votre système." >&2; exit 1; }
	@$(VENV) manage.py makemessages --locale fr --no-obsolete --add-location file \
		--ignore .venv --ignore var --ignore tests --ignore benchmarks

vendor: ## copy what browsers need out of pinned packages: design system, upload client
	@$(PREPARE) test
	@$(VENV) tools/vendor.py
	@$(VENV) tools/vendor_js.py

bench: ## run a benchmark (NAME=…), or list them
	@$(PREPARE) test
	@$(if $(NAME),exec env PYTHONPATH=.:site $(VENV) benchmarks/$(NAME).py,ls benchmarks 2>/dev/null | sed -n 's/\.py$$//p')
