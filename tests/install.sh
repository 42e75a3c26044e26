#!/bin/sh
# install.sh BUILD PROGRAM ...: installs the Debian packages of the programs that are missing
# (each package is named as its program).
build=$1; shift
missing=
for program; do command -v "$program" >/dev/null || missing="$missing $program"; done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please install:$missing"; exit 1
fi
root=; [ "$(id -u)" = 0 ] || root=sudo
echo "installing:$missing"
{ $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing; } \
  >"$build/tools.log" 2>&1 || { tail -5 "$build/tools.log"; echo "could not install$missing"; exit 1; }
