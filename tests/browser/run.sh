#!/bin/sh
# Drives the desk in a real browser: starts the demonstration on loopback, does each user's first
# task, looks for errors, overflow and barriers, and writes screenshots to build/browser/.
# Usage: tests/browser/run.sh   (after ./run.sh --build; needs npm and Debian's chromium). RASD names
# another binary, RASD_BROWSER_PORT another port.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rasd=${RASD:-$root/build/release/rasd}
port=${RASD_BROWSER_PORT:-18480}
chromium=${CHROMIUM:-/usr/bin/chromium}
say() { echo "browser: $*" >&2; }
[ -x "$rasd" ] || { say "$rasd is missing; build it with: ./run.sh --build"; exit 1; }
[ -x "$chromium" ] || { say "no browser at $chromium; install it with: apt-get install chromium"; exit 1; }
command -v npm >/dev/null || { say "npm is missing; install it with: apt-get install npm"; exit 1; }
cd "$here"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-progress --loglevel=error >&2
fi
"$root/web/build_assets.sh"

out=$root/build/browser
rm -rf "$out"
mkdir -p "$out"
data=$(mktemp -d)
cd "$root"
"$rasd" demo --port "$port" --newsroom-port $((port + 20)) --data "$data" > "$out/demo.log" 2>&1 &
demo=$!
trap 'kill $demo 2>/dev/null || true; wait $demo 2>/dev/null || true; rm -rf "$data"' EXIT
trap 'exit 130' INT TERM
waited=0
until grep -q "today's digest" "$out/demo.log"; do
  kill -0 $demo 2>/dev/null || { say "the demonstration ended:"; cat "$out/demo.log" >&2; exit 1; }
  waited=$((waited + 1))
  [ $waited -le 120 ] || { say "the demonstration is not ready after two minutes"; exit 1; }
  sleep 1
done
CHROMIUM=$chromium node "$here/desk.mjs" "http://127.0.0.1:$port" "$out"
