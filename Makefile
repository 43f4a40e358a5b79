PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := .venv/.ready

.PHONY: help demo test test-all check lab format lock clean

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(READY)  ## Run the whole line on an embedded AWS; reports lie in reports/demo
	$(BIN)/demarc demo --out reports/demo

test: check  ## Set up, then lint, types, import floors and all tests
	$(BIN)/pytest -n 2 --dist loadgroup -q

test-all: check  ## The same, and what takes long: planted faults, each of which a test has to catch
	$(BIN)/pytest -n 2 --dist loadgroup -q -m ""

check: $(READY)  ## Format, lint, types and import floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lab: $(READY)  ## Open JupyterLab on the notebooks, with the demo inventory
	test -f reports/demo/inventory/manifest.json || $(MAKE) demo
	$(BIN)/jupyter labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements"  # asks the network
	$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" notebooks/start_here.ipynb

format: $(READY)  ## Format the code and strip the notebooks
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/jupyter nbconvert --log-level=ERROR --clear-output --inplace --ClearMetadataPreprocessor.enabled=True \
		--ClearMetadataPreprocessor.preserve_nb_metadata_mask='["kernelspec", "title"]' \
		--ClearMetadataPreprocessor.preserve_cell_metadata_mask='["tags"]' notebooks/*.ipynb

lock: $(READY)  ## Pin versions and hashes of everything anew; needs uv
	uv pip compile pyproject.toml --extra demo --extra lab --group test --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade -o requirements.txt

clean:  ## Remove the environment and what the demo made
	rm -rf .venv reports/demo

$(READY): pyproject.toml requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Demarc needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)
