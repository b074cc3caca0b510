#!/usr/bin/env bash
# Installs what pip cannot: the libraries and programs that come from the system.
#
#   requirements/system.sh run    what `make brief` needs
#   requirements/system.sh dev    what the tests need on top of it
#
# Each need is looked for first, so a machine that has everything is left alone, whatever it is. What is missing is
# installed through apt as root or with sudo; elsewhere the command to type is printed, and the set-up stops.
set -euo pipefail

python=${PYTHON:-python3}
profile=${1:-run}

need() { # the Debian package, then a command that succeeds when it is there
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

library() { "$python" -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1"; }

look() {
    missing=()
    need python3-venv "$python" -c "import ensurepip, venv"
    need libpango-1.0-0 library libpango-1.0.so.0
    need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
    need libharfbuzz-subset0 library libharfbuzz-subset.so.0 # without it, embedding fonts takes three times as long
    if [ "$profile" = dev ]; then
        need poppler-utils command -v pdftotext
        need chromium command -v chromium
        need libatomic1 library libatomic.so.1 # for the driver of the browser tests
    fi
}

stop() {
    printf 'narrator needs %s, which could not be installed from here.\n' "${missing[*]}" >&2
    printf 'On Debian or Ubuntu type:\n\n    sudo apt-get install --no-install-recommends %s\n\n' "${missing[*]}" >&2
    exit 1
}

if ! "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))"; then
    printf 'narrator needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11\n' >&2
    exit 1
fi

look
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo --non-interactive) # nobody is there to type a password
fi
command -v apt-get >/dev/null && { [ ${#as_root[@]} -eq 0 ] || command -v sudo >/dev/null; } || stop

printf 'installing %s\n' "${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -q update >/dev/null || true # an old list of packages may do
"${as_root[@]}" apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null || stop

look
[ ${#missing[@]} -eq 0 ] || stop
