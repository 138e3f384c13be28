#!/usr/bin/env bash
# The steps of action.yml, each a verb. What they share is in one folder of the runner's.
set -euo pipefail

source_folder=$(cd "$(dirname "$0")/../.." && pwd)
folder=$RUNNER_TEMP/landfall

# Says where things are, and what the package depends on: the sources, and the system it is built for.
prepare() {
    mkdir -p "$folder/package" "$folder/cache"
    local sources system
    sources=$(cd "$source_folder" && find CMakeLists.txt CMakePresets.json LICENSE README.md CHANGELOG.md dev include src -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-32)
    system=$(. /etc/os-release && echo "$ID-${VERSION_ID:-}")
    printf 'folder=%s\nkey=%s-%s-%s\n' "$folder" "$sources" "$system" "$(uname -m)" >>"$GITHUB_OUTPUT"
}

# Installs the package, which is built unless an earlier run has; an image that has landfall needs neither.
install() {
    local version
    version=$(sed -n 's/^#define LF_VERSION "\(.*\)"$/\1/p' "$source_folder/include/landfall.h")
    if [ "$(landfall --version 2>/dev/null)" = "landfall $version" ]; then
        return
    fi
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    if ! ls "$folder"/package/*.deb >/dev/null 2>&1; then
        "$source_folder/dev" package "$folder/package"
    fi
    "${root[@]}" apt-get update -qq >&2
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$folder"/package/*.deb >&2
}

# words NAME TEXT: splits TEXT at white space into the array NAME; quotes hold words together, and nothing in it is run.
words() {
    local -n into=$1
    mapfile -d '' -t into < <(xargs -r printf '%s\0' <<<"$2")
}

check() {
    local paths options code=0
    words paths "$LANDFALL_PATHS"
    words options "$LANDFALL_OPTIONS"
    landfall check --no-progress --cache "$folder/cache/cache.sqlite" --format github --format "sarif=$folder/landfall.sarif" \
        --format "markdown=$GITHUB_STEP_SUMMARY" "${options[@]}" -- "${paths[@]}" || code=$?
    printf 'sarif=%s\nexit-code=%s\n' "$folder/landfall.sarif" "$code" >>"$GITHUB_OUTPUT"
    return "$code"
}

"$1"
