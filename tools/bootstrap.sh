#!/bin/sh
# Makes .venv and fills it from the locks, by hash. `bootstrap.sh run` for the product, `bootstrap.sh test` for its tests too.
# Does nothing when the locks have not changed since. Says one sentence when the machine lacks something.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
locks="requirements.lock deploy/local/requirements.lock"
[ "${1:-run}" = run ] || locks="$locks tests/requirements.lock"

stop() { echo "$1" >&2; exit 2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python3.14; do
        if new_enough "$name"; then echo "$name"; return; fi
    done
    stop "Cần Python 3.11 trở lên: hãy gõ 'sudo apt install python3 python3-venv' rồi chạy lại, hoặc chỉ đường dẫn bằng PYTHON=…"
}

# Four ways to a venv with pip: the usual one; pip borrowed from the system; virtualenv; and, as root on Debian, the missing package.
make_venv() {
    echo "Tạo môi trường Python trong $venv …"
    for way in usual borrowed virtualenv packaged; do
        rm -rf "$venv"
        if "venv_$way" >/dev/null 2>&1 && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then return; fi
    done
    rm -rf "$venv"
    stop "Python ở máy này thiếu venv và pip: hãy gõ 'sudo apt install python3-venv' rồi chạy lại."
}
venv_usual() { "$python" -m venv "$venv"; }
venv_borrowed() { "$python" -m venv --without-pip "$venv" && "$python" -m pip --python "$venv/bin/python" install pip; }
venv_virtualenv() { virtualenv -p "$python" "$venv"; }
venv_packaged() {
    [ "$(id -u)" = 0 ] || return 1
    minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    { apt-get update && apt-get install -y "python$minor-venv"; } || return 1
    venv_usual
}

fill_venv() {
    echo "Cài thư viện theo khóa băm (lần đầu mất khoảng một phút) …"
    set --
    for lock in $locks; do set -- "$@" -r "$lock"; done
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes "$@" ||
        stop "Không cài được thư viện: hãy kiểm tra mạng rồi chạy lại."
}

[ "$(uname -s)" = Linux ] || stop "Bản chạy thử cần Linux: hãy dùng một máy Linux hoặc WSL."
# shellcheck disable=SC2086
wanted=$(cat $locks | cksum)
stamp="$venv/.filled-${1:-run}"
if new_enough "$venv/bin/python" && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then exit 0; fi
python=$(find_python)
if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then make_venv; fi
fill_venv
echo "$wanted" >"$stamp"
[ "${1:-run}" = run ] || cat requirements.lock deploy/local/requirements.lock | cksum >"$venv/.filled-run"
