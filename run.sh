#!/usr/bin/env bash
# Installs what is missing, builds, and starts Rasd with its desk on http://127.0.0.1:8080.
#   ./run.sh           the pipeline of config/rasd.toml, or the demonstration newsroom without one
#   ./run.sh --build   stops after the build; the program is build/release/rasd
#   ./run.sh ARG…      passes on to the program: ./run.sh demo --port 9000
set -euo pipefail
cd "$(dirname "$0")"
. setup/steps.sh

install_packages
build_assets
build_preset release rasd
if [ "${1:-}" = "--build" ]; then
  say "built: build/release/rasd"
  exit 0
fi
if [ $# -gt 0 ]; then
  exec build/release/rasd "$@"
elif [ -f config/rasd.toml ]; then
  say "starting with config/rasd.toml (stop with Ctrl-C)"
  exec build/release/rasd run
else
  say "no config/rasd.toml: starting the demonstration newsroom (stop with Ctrl-C)"
  say "for live sources: build/release/rasd init, then ./run.sh"
  exec build/release/rasd demo
fi
