#!/bin/sh
# Builds what the desk's pages load into a folder: fonts, htmx, the style sheet and the tag queue's
# keys. Usage: web/build_assets.sh [FOLDER], by default build/assets. Does nothing when the folder
# is newer than every source; needs npm only when it builds.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../build/assets}
stamp=$out/.stamp
if [ -f "$stamp" ] && [ -z "$(find "$here/static" "$here/package.json" "$here/package-lock.json" "$0" -newer "$stamp" -print -quit)" ]; then
  exit 0
fi
command -v npm >/dev/null || { echo "build_assets: npm is missing; install it with: apt-get install npm" >&2; exit 1; }
mkdir -p "$out"
cd "$here"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --omit=dev --ignore-scripts --no-progress --loglevel=error >&2
fi
fonts=node_modules/@fontsource/ibm-plex-sans-arabic
for subset in arabic latin; do
  for weight in 400 600; do
    cp "$fonts/files/ibm-plex-sans-arabic-$subset-$weight-normal.woff2" "$out/"
  done
done
cp "$fonts/LICENSE" "$out/ibm-plex-sans-arabic-LICENSE.txt"
cp node_modules/htmx.org/dist/htmx.min.js "$out/"
cp static/icon.svg "$out/"
node_modules/.bin/esbuild static/desk.css --bundle --minify --external:*.woff2 --outfile="$out/desk.css" --log-level=warning
node_modules/.bin/esbuild static/tag_queue.ts --bundle --minify --format=iife --target=es2020 --charset=utf8 --outfile="$out/tag_queue.js" --log-level=warning
touch "$stamp"
