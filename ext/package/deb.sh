#!/bin/bash
# deb.sh VERSION ROOT OUTPUT: makes the package sqlite3-news of the files below ROOT.
set -e
version=$1 root=$2 output=$3
name=sqlite3-news architecture=$(dpkg --print-architecture)
documents=$root/usr/share/doc/$name
when=$(date -u -R -d "@$SOURCE_DATE_EPOCH")
maintainer="${DEBFULLNAME:-sqlite-news maintainers} <${DEBEMAIL:-sqlite-news@users.noreply.github.com}>"

mkdir -p "$documents" "$root/DEBIAN" "$root/debian"
gzip -9n "$root"/usr/share/man/man7/*.7
cat >"$documents/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: sqlite-news
Source: the folder that this package was made of
Comment: Origin and licence of each word list and of the training data are in model.md.gz.

Files: *
$(sed -n 's/^Copyright/Copyright:/p' LICENSE | head -1)
License: MIT
$(sed '1,/^Copyright/d' LICENSE | sed '/./,$!d; s/^$/./; s/^/ /')
END
gzip -9nc ext/model/MODEL.md >"$documents/model.md.gz"
gzip -9n >"$documents/changelog.gz" <<END
$name ($version) unstable; urgency=medium

  * The package of this version.

 -- $maintainer  $when
END
# dpkg-shlibdeps wants to stand beside a debian/control.
printf 'Source: %s\n\nPackage: %s\nArchitecture: any\n' $name $name >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O usr/lib/*/sqlite3/*.so 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
rm -r "$root/debian"
[ -n "$depends" ] || { echo "deb.sh: the libraries' packages are not known"; exit 1; }
cat >"$root/DEBIAN/control" <<END
Package: $name
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends
Enhances: sqlite3
Section: database
Priority: optional
Description: SQLite extension that turns news articles into rows
 Reads saved news articles (text, HTML, JSON, WARC, feeds) and tells in rows
 who is named, which days are meant, who said what and how many of what were
 counted, with the position of each in the text. It works offline, and its
 models are part of the library.
 .
 In the sqlite3 shell: .load /usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)/sqlite3/news
END
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
dpkg-deb --root-owner-group --build "$root" "$output/${name}_${version}_$architecture.deb" >/dev/null
