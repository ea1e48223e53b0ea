#!/usr/bin/env bash
# Fuzzes the parsers of what strangers send, with clang's libFuzzer and sanitizers.
#   tests/fuzz/run.sh                    every target, 60 seconds each
#   tests/fuzz/run.sh TARGET [SECONDS]   one target: url, feed, … (tests/fuzz/fuzz_*.cpp), or "all"
# What is found lies in build/fuzz/found/TARGET-…; put it, made small by -minimize_crash=1, into
# tests/fuzz/corpus/TARGET/ with the repair. The grown corpus is kept in build/fuzz/grown/.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${1:-all}
seconds=${2:-60}
names=()
for source in tests/fuzz/fuzz_*.cpp; do
  name=$(basename "$source" .cpp)
  name=${name#fuzz_}
  if [ "$target" = all ] || [ "$target" = "$name" ]; then names+=("$name"); fi
done
[ "${#names[@]}" -gt 0 ] || { echo "no target is called $target" >&2; exit 2; }

command -v clang++-14 >/dev/null || {
  echo "clang is missing: apt-get install clang-14 libclang-rt-14-dev" >&2
  exit 2
}
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz
ninja -C build/fuzz "${names[@]/#/fuzz_}"

mkdir -p build/fuzz/found
failed=()
for name in "${names[@]}"; do
  grown=build/fuzz/grown/$name
  mkdir -p "$grown"
  echo "fuzzing $name for $seconds s"
  # 25 s for one input is a hang; the longest inputs are small, since time goes by variety.
  "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 \
    -max_len=8192 -print_final_stats=1 -artifact_prefix="build/fuzz/found/$name-" \
    -dict=tests/fuzz/words.dict "$grown" "tests/fuzz/corpus/$name" \
    >"build/fuzz/$name.log" 2>&1 || failed+=("$name")
  grep -E 'stat::(number_of_executed|average_exec|peak_rss)|cov:.*(DONE|pulse)|SUMMARY|what\(\)' \
    "build/fuzz/$name.log" | tail -n 6 || true
done
[ "${#failed[@]}" -eq 0 ] || { echo "found something in: ${failed[*]} (logs in build/fuzz/)" >&2; exit 1; }
