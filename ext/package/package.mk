# package.mk: what leaves this folder.
#
# make install        PREFIX=/usr/local, DESTDIR= (an empty root)
# make amalgamation   build/amalgamation/news.c and news.h
# make shell          build/shell/sqlite3 with the extension inside; SQLITE_SOURCE=folder with sqlite3.c and shell.c
# make deb npm dist   build/dist: a Debian package, an npm package, tarballs, their checksums
# make package-test   each of them in an empty folder, used there

VERSION := $(shell sed -n 's/^\#define NEWS_VERSION "\(.*\)"/\1/p' ext/sqlite/glue.h)
PREFIX ?= /usr/local
LIBRARY_FOLDER ?= lib
EXTENSIONS = $(LIBRARY_FOLDER)/sqlite3
INCLUDE = include/sqlite-news
SHARE = share/sqlite-news
# Files in archives are as old as the last commit, so that two builds are the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile)
DIST = $(BUILD)/dist
TAR = tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$(SOURCE_DATE_EPOCH) --mode=u=rwX,go=rX

.PHONY: install amalgamation shell deb npm dist package-test

# ---- install -----------------------------------------------------------------
FILL = sed -e 's|@VERSION@|$(VERSION)|g' -e 's|@PREFIX@|$(PREFIX)|g' -e 's|@INCLUDE@|$(INCLUDE)|g' -e 's|@EXTENSIONS@|$(EXTENSIONS)|g' \
	-e 's|@EXTENSION@|$(PREFIX)/$(EXTENSIONS)/news|g' -e 's|@SQL@|$(PREFIX)/$(SHARE)/sql|g'
ROOT = $(DESTDIR)$(PREFIX)

$(BUILD)/package/functions.man: ext/package/functions.sql $(BUILD)/news.so
	@mkdir -p $(@D)
	sqlite3 -cmd '.load $(BUILD)/news' :memory: <$< >$@.part && mv $@.part $@

install: $(BUILD)/news.so $(BUILD)/newstext.so $(BUILD)/package/functions.man
	install -d $(ROOT)/$(EXTENSIONS) $(ROOT)/$(LIBRARY_FOLDER)/pkgconfig $(ROOT)/$(INCLUDE) $(ROOT)/$(SHARE)/sql $(ROOT)/share/man/man7
	install -m 644 -s $(BUILD)/news.so $(BUILD)/newstext.so $(ROOT)/$(EXTENSIONS)
	install -m 644 sql/*.sql $(ROOT)/$(SHARE)/sql
	@$(FILL) ext/package/news.h >$(ROOT)/$(INCLUDE)/news.h
	@$(FILL) ext/package/sqlite-news.pc.in >$(ROOT)/$(LIBRARY_FOLDER)/pkgconfig/sqlite-news.pc
	@$(FILL) -e '/@FUNCTIONS@/{r $(BUILD)/package/functions.man' -e 'd}' ext/package/sqlite-news.7.in >$(ROOT)/share/man/man7/sqlite-news.7

# ---- one file ------------------------------------------------------------------
AMALGAMATION = $(BUILD)/amalgamation
amalgamation: $(AMALGAMATION)/news.c $(AMALGAMATION)/news.h

$(AMALGAMATION)/news.h: ext/package/news.h ext/sqlite/glue.h
	@mkdir -p $(@D)
	@$(FILL) $< >$@

$(AMALGAMATION)/news.c: ext/package/amalgamate.py $(CORE_SOURCES) $(GLUE_SOURCES) $(TABLES) $(LISTS) $(wildcard ext/*.h ext/*/*.h) \
		ext/entity/entity.weights ext/quote/quote.model
	@mkdir -p $(@D)
	python3 $< --version $(VERSION) --data entity_weights=ext/entity/entity.weights --data quote_model_weights=ext/quote/quote.model \
	  $(CORE_SOURCES) $(TABLES) $(LISTS) $(GLUE_SOURCES) >$@.part && mv $@.part $@

# The shell's source is in no package that installs; Debian's source package has what makes it.
SQLITE_SOURCE ?= $(BUILD)/sqlite-source
$(BUILD)/sqlite-source/shell.c:
	@ext/package/sqlite_source.sh $(@D)

shell: $(BUILD)/shell/sqlite3
$(BUILD)/shell/sqlite3: $(AMALGAMATION)/news.c $(AMALGAMATION)/news.h ext/package/shell_init.c $(SQLITE_SOURCE)/shell.c
	@mkdir -p $(@D)
	$(CC) -O2 -DSQLITE_CORE -DSQLITE_EXTRA_INIT=news_shell_init -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS -I$(SQLITE_SOURCE) -I$(AMALGAMATION) \
	  -o $@ $(SQLITE_SOURCE)/shell.c $(SQLITE_SOURCE)/sqlite3.c $(AMALGAMATION)/news.c ext/package/shell_init.c \
	  $(shell pkg-config --cflags --libs $(PACKAGES)) -lm -lpthread -ldl

# ---- packages --------------------------------------------------------------------
deb: $(BUILD)/news.so $(BUILD)/newstext.so $(BUILD)/package/functions.man
	@rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb $(DIST)
	$(MAKE) --no-print-directory install DESTDIR=$(abspath $(BUILD)/deb) PREFIX=/usr LIBRARY_FOLDER=lib/$$(dpkg-architecture -qDEB_HOST_MULTIARCH)
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) ext/package/deb.sh $(VERSION) $(BUILD)/deb $(DIST)

npm: $(BUILD)/news.so $(BUILD)/newstext.so
	@rm -rf $(BUILD)/npm && mkdir -p $(BUILD)/npm/sql $(DIST)
	install -m 644 -s $(BUILD)/news.so $(BUILD)/newstext.so $(BUILD)/npm
	install -m 644 sql/*.sql $(BUILD)/npm/sql
	install -m 644 ext/package/npm/index.js ext/package/npm/index.d.ts ext/package/npm/README.md LICENSE $(BUILD)/npm
	sed 's|@VERSION@|$(VERSION)|; s|@CPU@|$(shell node -p process.arch 2>/dev/null)|' ext/package/npm/package.json.in >$(BUILD)/npm/package.json
	cd $(BUILD)/npm && npm pack --silent --pack-destination $(abspath $(DIST))

DIST_FILES = ext sql tests examples Makefile README.md LICENSE .clang-format .clang-tidy .ci
dist: amalgamation
	@mkdir -p $(DIST)
	$(TAR) --transform 's|^|sqlite-news-$(VERSION)/|' --exclude __pycache__ -cf - $(DIST_FILES) | gzip -9n >$(DIST)/sqlite-news-$(VERSION).tar.gz
	$(TAR) -C $(AMALGAMATION) --transform 's|^|sqlite-news-amalgamation-$(VERSION)/|' -cf - news.c news.h | gzip -9n >$(DIST)/sqlite-news-amalgamation-$(VERSION).tar.gz
	cd $(DIST) && sha256sum $$(ls | grep -v '^SHA256SUMS$$') >SHA256SUMS

package-test: all
	@tests/package.sh $(BUILD)
