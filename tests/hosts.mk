# hosts.mk: make hosts installs the programs that load the extension in tests/hosts.sh (Debian's packages,
# and npm's below build/hosts), then runs it.  make test runs it too, with what is there.
HOST_PACKAGES = python3 python3-pandas python3-sqlalchemy python3-apsw python3-networkx python3-pyld golang-go golang-github-mattn-go-sqlite3-dev \
	default-jdk-headless libxerial-sqlite-jdbc-java ruby ruby-sqlite3 php-cli php-sqlite3 libdbd-sqlite3-perl tcl libsqlite3-tcl parallel python3-dask python3-distributed slurmctld slurmd munge
HOST_NODE = better-sqlite3@12 node@22 node-older@npm:node@22.13.0

.PHONY: hosts
hosts: $(BUILD)/hosts/packages.done $(BUILD)/hosts/node.done $(BUILD)/news.so
	@tests/hosts.sh $(BUILD)

$(BUILD)/hosts/packages.done: tests/hosts.mk
	@mkdir -p $(@D)
	@tests/install.sh $(@D) $(HOST_PACKAGES) || echo "their hosts are skipped"
	@touch $@

# better-sqlite3 is compiled here, against the headers that stand with node.
$(BUILD)/hosts/node.done: tests/hosts.mk
	@mkdir -p $(@D)
	@if command -v npm >/dev/null; then cd $(@D) && echo '{"private": true}' >package.json && \
	  { npm install --no-audit --no-fund --ignore-scripts $(HOST_NODE) && npm rebuild --foreground-scripts better-sqlite3 --build-from-source --nodedir="$$(dirname "$$(dirname "$$(readlink -f "$$(command -v node)")")")" && \
	    for folder in node node-older; do (cd node_modules/$$folder && node installArchSpecificPackage.js); done; } >npm.log 2>&1 \
	  || { tail -3 npm.log; echo "could not install all; their hosts are skipped"; }; fi
	@touch $@
