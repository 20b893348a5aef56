#!/bin/sh
# Finds the browser that the end-to-end tests drive; installs Debian's as root. Prints its path.
set -eu
find_browser() {
    for name in ${BROWSER:-} chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name"; then exit 0; fi
    done
}
find_browser
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Cài trình duyệt Chromium cho kiểm thử …" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 || true
    find_browser
fi
echo "Kiểm thử cần Chromium hoặc Chrome: hãy gõ 'sudo apt install chromium' rồi chạy lại." >&2
exit 2
