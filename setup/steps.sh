# The steps that run.sh and test.sh share. Sourced by both, from the project's root.
# Each step does nothing when its work is done already, so that a second run starts at once.

say() { printf '%s\n' "rasd: $*"; }
stop() { printf '%s\n' "rasd: $*" >&2; exit 1; }

# Runs a long command: a progress line that lives on a terminal, plain lines otherwise; its output
# goes to a log that is shown when the command fails.
step() {
  local name=$1 log status=0
  shift
  mkdir -p build
  log=build/$(printf '%s' "$name" | tr -c 'a-z0-9' '-').log
  say "$name …"
  if [ -t 1 ]; then
    "$@" >"$log" 2>&1 &
    local pid=$! start=$SECONDS
    while kill -0 "$pid" 2>/dev/null; do
      printf '\r\033[K      %3ds  %s' $((SECONDS - start)) "$(tail -n 1 "$log" | cut -c1-80)"
      sleep 0.5
    done
    printf '\r\033[K'
    wait "$pid" || status=$?
  else
    "$@" >"$log" 2>&1 || status=$?
  fi
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    stop "$name failed; the whole log is in $log"
  fi
}

install_packages() {
  local wanted missing=() package
  mapfile -t wanted < <(grep -v '^#' setup/packages.txt)
  for package in "${wanted[@]}"; do
    # A program that came another way serves as well as the package.
    case $package in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      stop "these Debian packages are missing; ask an administrator to run:
  apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  step "reading Debian's package lists" "${as_root[@]}" apt-get update
  step "installing ${#missing[@]} Debian packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"
}

# build_preset PRESET TARGET…
build_preset() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || step "configuring the $preset build" cmake --preset "$preset"
  step "building ($preset)" ninja -C "build/$preset" "$@"
}

build_assets() { step "building the desk's page assets" web/build_assets.sh; }
