#!/bin/sh
# install.sh BUILD PACKAGE ...: installs the Debian packages that are missing.  A program of the package's name on the path
# counts as the package.
build=$1; shift
missing=
for package; do command -v "$package" >/dev/null || dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please install:$missing"; exit 1
fi
root=; [ "$(id -u)" = 0 ] || root=sudo
echo "installing:$missing"
{ $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing; } \
  >"$build/tools.log" 2>&1 || { tail -5 "$build/tools.log"; echo "could not install$missing"; exit 1; }
