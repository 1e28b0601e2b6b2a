# Read by the commands of bin/: from a bare machine to a complete .venv, and nothing half-done.
# Nothing is looked for on PATH except python3, and nothing is installed outside the checkout
# except Debian packages, when we are root.

UV_RELEASE=0.13.9
UV=$PWD/var/tools/bin/uv
PYTHON=$PWD/.venv/bin/python
LOG=$PWD/var/log/prepare.log
# Room for the packages, the servers and their data at first, in KiB.
ROOM=1000000

# The system's certificates: in an administration the network's own root is often among them.
export UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true
export UV_COMPILE_BYTECODE=1 UV_NO_PROGRESS=1 UV_LINK_MODE="${UV_LINK_MODE-}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
[ -n "$UV_LINK_MODE" ] || unset UV_LINK_MODE
# A mirror that pip was told of is the mirror for uv, too.
[ -z "${PIP_INDEX_URL-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX-$PIP_INDEX_URL}"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Say why a step failed, from what its program wrote into the log.
explain() {
    if grep -qiE 'no space left|os error 28|disk quota' "$LOG"; then
        die "The disk that holds $PWD is full: make room (about 1 GB), then start again."
    elif grep -qiE 'resolve|connect|network|timed out|unreachable|dns|proxy|certificate|client error|no matching distribution' "$LOG"; then
        die "$1: the package server cannot be reached (network, proxy or certificates; details in var/log/prepare.log)."
    fi
    die "$1: $(grep -v '^ *$' "$LOG" | tail -n 1) (more in var/log/prepare.log)."
}

make_folders() {
    mkdir -p var/log 2>/dev/null && : 2>/dev/null >"$LOG" ||
        die "Nothing can be written into $PWD/var: is the disk full, or the folder somebody else's?"
}

# Install Debian packages, or say what to type.
install_debian() {
    line="apt-get install -y --no-install-recommends $*"
    [ "$(id -u)" = 0 ] || die "Missing on this system: $*. Type \`sudo $line\`, then start again."
    say "Installing $*"
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive $line -qq; } </dev/null >"$LOG" 2>&1; then
        explain "$* could not be installed"
    fi
}

# python3 with venv: what everything else is made from.
need_python() {
    if python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
        return
    elif command -v apt-get >/dev/null; then
        install_debian python3 python3-venv
    elif command -v brew >/dev/null; then
        die "python3 is missing. Type \`brew install python@3.13\`, then start again."
    else
        die "python3 with its venv module is missing: install Python 3.12 or newer, then start again."
    fi
}

# The tool environment: uv, of the release that we know.
make_tools() {
    make_folders
    [ "$(cat var/tools/stamp 2>/dev/null)" = "$UV_RELEASE" ] && return
    need_python
    has_room
    rm -rf var/tools.new
    if ! { python3 -m venv var/tools.new &&
        var/tools.new/bin/python -m pip install -q "uv==$UV_RELEASE"; } >"$LOG" 2>&1; then
        rm -rf var/tools.new
        explain "The tool environment could not be made"
    fi
    printf '%s' "$UV_RELEASE" >var/tools.new/stamp
    rm -rf var/tools
    mv var/tools.new var/tools
}

has_room() {
    free=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$ROOM" ] ||
        die "The disk that holds $PWD has only $((free / 1024)) MB left: make room (about 1 GB), then start again."
}

# .venv with the packages of one lock: `up` (what running needs) or `dev` (that, and the tests').
make_venv() {
    # Where developers' packages were installed once, they stay.
    grep -q '^dev ' .venv/stamp 2>/dev/null && set -- dev
    files=requirements/$1.txt
    [ "${QIC_THEME-}" != etat ] || files="$files requirements/etat.txt"
    stamp="$1 $(cat $files | cksum)"
    [ "$(cat .venv/stamp 2>/dev/null)" = "$stamp" ] && [ -x "$PYTHON" ] && return
    make_tools
    wait_turn
    if ! "$PYTHON" -c '' 2>/dev/null; then
        has_room
        fresh_venv
        install_packages .venv.new
        rm -rf .venv
        mv .venv.new .venv
    else
        rm -f .venv/stamp
        install_packages .venv
    fi
    printf '%s' "$stamp" >.venv/stamp
    rm -rf var/preparing
}

# Two commands started at once prepare one after the other.
wait_turn() {
    while ! mkdir var/preparing 2>/dev/null; do
        other=$(cat var/preparing/pid 2>/dev/null || true)
        [ -n "$other" ] && kill -0 "$other" 2>/dev/null || rm -rf var/preparing
        sleep 1
    done
    echo $$ >var/preparing/pid
    trap 'rm -rf var/preparing' EXIT
}

# An empty environment under another name: one called .venv is always whole.
fresh_venv() {
    rm -rf .venv.new
    for version in 3.13 3.14 3.12; do
        "$UV" venv -q --relocatable --no-python-downloads --python "$version" .venv.new >"$LOG" 2>&1 && return
    done
    say "No Python 3.12 or newer here: downloading one"
    "$UV" venv -q --relocatable --python 3.13 .venv.new >"$LOG" 2>&1 && return
    rm -rf .venv.new
    grep -qiE 'no space left|os error 28' "$LOG" && explain "No Python"
    die "Python 3.12 or newer is needed; this system has none and none could be downloaded: install one, then start again."
}

install_packages() { # ENVIRONMENT
    say "Installing the Python packages of $files"
    if ! "$UV" pip sync -q --python "$1/bin/python" --require-hashes $files >"$LOG" 2>&1; then
        [ "$1" = .venv ] || rm -rf "$1"
        explain "The Python packages could not be installed"
    fi
}
