#!/usr/bin/env bash
# Makes web pages of the libraries' documentation and of the guides, with the docc that comes with Swift: docs.sh BIN FOLDER,
# where BIN is what `swift build --show-bin-path` names after a build. A link that leads nowhere fails it.
set -euo pipefail
bin=$1 folder=$2
cd "$(dirname "$0")/.."
target=$(swiftc -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p' | head -n 1)
maps=()
# The C libraries, ours and those of packages.
for map in Sources/C*/module.modulemap .build/checkouts/*/Sources/*/{,include/}module.modulemap "$bin"/*.build/module.modulemap; do
  [ -e "$map" ] && maps+=(-Xcc "-fmodule-map-file=$map")
done
libxml=$(pkg-config --cflags-only-I libxml-2.0)
rm -rf "$folder" && mkdir -p "$folder"
failed=0
for room in $(sed -n 's/.*\.library(name: "\([A-Za-z]*\)".*/\1/p' Package.swift) writethru; do
  graphs=$folder/symbols/$room
  mkdir -p "$graphs"
  # shellcheck disable=SC2086
  swift symbolgraph-extract -module-name "$room" -I "$bin/Modules" "${maps[@]}" -Xcc $libxml -target "$target" \
    -minimum-access-level public -skip-synthesized-members -output-dir "$graphs"
  docc convert "Sources/$room/Documentation.docc" --additional-symbol-graph-dir "$graphs" --warnings-as-errors --disable-parameters-and-returns-validation \
    --fallback-display-name "$room" --fallback-bundle-identifier "writethru.$room" \
    --transform-for-static-hosting --hosting-base-path "$room" --output-path "$folder/$room" || failed=1
done
rm -rf "$folder/symbols"
[ "$failed" = 0 ] && echo "the pages are in $folder; show them with: python3 -m http.server --directory $folder"
exit "$failed"
