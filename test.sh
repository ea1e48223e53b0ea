#!/usr/bin/env bash
# Installs what is missing, builds and runs every test.
#   ./test.sh                 release build, all tests
#   ./test.sh asan|tsan|dev   the same tests in that preset
#   ./test.sh PRESET ARG…     passes on to ctest: ./test.sh release -R crawler
set -euo pipefail
cd "$(dirname "$0")"
. setup/steps.sh

preset=${1:-release}
[ $# -eq 0 ] || shift
install_packages
build_assets
build_preset "$preset" all
say "testing ($preset)"
exec ctest --preset "$preset" -j 2 --progress "$@"
