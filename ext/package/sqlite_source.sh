#!/bin/bash
# sqlite_source.sh FOLDER: sqlite3.c, shell.c and their headers from Debian's source package.
# Needs tclsh.  The package lists go into the folder too: the machine's own stay as they are.
set -e
folder=$1 here=$PWD
key=/usr/share/keyrings/debian-archive-keyring.gpg
if ! command -v apt-get >/dev/null || ! command -v tclsh >/dev/null || [ ! -e $key ]; then
  echo "make shell: no sources of the sqlite3 shell (needs Debian's apt-get and tclsh); give SQLITE_SOURCE=, a folder with sqlite3.c and shell.c"
  exit 1
fi
mkdir -p "$folder/lists/partial" && cd "$folder"
. /etc/os-release
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $VERSION_CODENAME" 2>/dev/null | head -1) # the machine's own
[ -n "$mirror" ] || { echo "make shell: apt knows no mirror of $VERSION_CODENAME (apt-get update first)"; exit 1; }
echo "deb-src [signed-by=$key] $mirror $VERSION_CODENAME main" >source.list
options="-qq -o Dir::Etc::SourceList=$PWD/source.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=$PWD/lists -o APT::Sandbox::User=root"
apt-get $options update && apt-get $options source --download-only sqlite3 >download.log 2>&1 || { tail -3 download.log; echo "make shell: the source package cannot be had"; exit 1; }
mkdir -p tree && tar xf sqlite3_*.orig.tar.* -C tree --strip-components=1
(cd tree && ./configure -q --disable-tcl && make -s sqlite3.c shell.c) >configure.log 2>&1 || { tail -5 configure.log; exit 1; }
cp tree/sqlite3.c tree/sqlite3.h tree/sqlite3ext.h . 2>/dev/null || { cp tree/sqlite3.c tree/sqlite3.h . && cp tree/src/sqlite3ext.h .; }
cp tree/shell.c .
rm -rf tree lists
