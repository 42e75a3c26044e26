# saved.sh: the fuzz targets and their saved inputs.  Sourced from the project's folder.
# shellcheck shell=bash

# fuzz_targets: a line a target: its name, the folder it shares, its dictionary.
fuzz_targets() { grep -v '^#' tests/fuzz/targets; }

# saved_folders TARGET SHARED: the folders of its saved inputs that there are.
saved_folders() {
  local folder
  for folder in "$1" "$2"; do [ -d "tests/fuzz/saved/$folder" ] && echo "tests/fuzz/saved/$folder"; done
}

# saved_inputs TARGET SHARED: the files in them.
saved_inputs() {
  local folders
  folders=$(saved_folders "$1" "$2")
  # shellcheck disable=SC2086
  [ -z "$folders" ] || find $folders -type f | LC_ALL=C sort
}
