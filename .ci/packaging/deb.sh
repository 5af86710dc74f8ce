#!/usr/bin/env bash
# Makes a Debian package of a built program: deb.sh PROGRAM VERSION FOLDER leaves FOLDER/writethru_VERSION_ARCH.deb.
# The manual pages are made from the program's own description of its verbs, the completions by the program.
set -euo pipefail
program=$1 version=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$folder/root
architecture=$(dpkg --print-architecture)
umask 022
# The same commit gives the same package.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}
rm -rf "$root" && mkdir -p "$root/DEBIAN"

install -D -s -m 755 "$program" "$root/usr/bin/writethru"
install -D -m 644 "$here/writethru.service" "$root/usr/lib/systemd/system/writethru.service"
install -D -m 644 "$here/copyright" "$root/usr/share/doc/writethru/copyright"
install -D -m 644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/writethru"
gzip -9nc "$here/../../CHANGELOG.md" > "$root/usr/share/doc/writethru/NEWS.md.gz"
printf 'writethru (%s) stable; urgency=medium\n\n  * What changed for users stands in NEWS.md.\n\n -- %s  %s\n' "$version" \
  "$(sed -n 's/^Maintainer: //p' "$here/control.in")" "$(date -Ru -d "@$SOURCE_DATE_EPOCH")" \
  | gzip -9n > "$root/usr/share/doc/writethru/changelog.gz"

"$program" --experimental-dump-help | python3 "$here/manual.py" "$root/usr/share/man/man1" "$version"
gzip -9n "$root"/usr/share/man/man1/*.1

complete() { mkdir -p "$root/$(dirname "$2")" && "$program" --generate-completion-script "$1" > "$root/$2"; }
complete bash usr/share/bash-completion/completions/writethru
complete zsh usr/share/zsh/vendor-completions/_writethru
complete fish usr/share/fish/vendor_completions.d/writethru.fish
# It is read by a shell, never run.
sed -i '1{/^#!/d}' "$root/usr/share/bash-completion/completions/writethru"

# What it links to, by the names and versions of Debian's packages.
mkdir -p "$folder/debian" && : > "$folder/debian/control"
depends=$(cd "$folder" && dpkg-shlibdeps -O --ignore-missing-info -eroot/usr/bin/writethru | sed 's/^shlibs:Depends=//')
size=$(du -sk --exclude=DEBIAN "$root" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" \
  -e "s/@DEPENDS@/$depends/" "$here/control.in" > "$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
dpkg-deb --root-owner-group --build "$root" "$folder/writethru_${version}_$architecture.deb"
