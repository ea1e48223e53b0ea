#!/usr/bin/env bash
# Installs the programs that the benchmarks compare Rasd with into a folder of their own; nothing
# else installs them, and Rasd needs none of them.
#   tests/bench/rivals.sh FOLDER            Python rivals (pip, a venv in FOLDER)
#   tests/bench/rivals.sh FOLDER --node     also Readability.js with linkedom (npm, FOLDER/node)
# Then: tests/bench/page_bench.py … --rivals FOLDER
set -euo pipefail
folder=${1:?usage: tests/bench/rivals.sh FOLDER [--node]}

[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
# trafilatura and Resiliparse read pages, Scrapy fetches, feedparser and lxml read feeds, fastText
# tells languages for the whole job of rival_scrapy.py, warcio reads archives. trafilatura's own
# requirements miss lxml_html_clean.
"$folder/bin/python" -m pip install --quiet \
  scrapy trafilatura resiliparse feedparser lxml lxml_html_clean fasttext-wheel 'numpy<2' warcio
if [ "${2:-}" = --node ]; then
  mkdir -p "$folder/node"
  npm install --silent --no-audit --no-fund --prefix "$folder/node" @mozilla/readability linkedom
fi
"$folder/bin/python" - <<'PYTHON'
import importlib.metadata as m
for name in ("scrapy", "trafilatura", "resiliparse", "feedparser", "lxml", "fasttext-wheel", "warcio"):
    print(name, m.version(name))
PYTHON
