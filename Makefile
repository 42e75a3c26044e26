# sqlite-news: make demo | test | check | format | score | bench | clean | install | amalgamation | deb | npm | dist
#
# build/news.so     the extension            build/newstext.so  without the functions that open files
# build/tables/*.c  the word lists, compiled from ext/*/tables/*.txt by build/tablec

CC ?= cc
BUILD ?= build
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
ifdef CI
WARNINGS += -Werror
endif
OPTIMISE ?= -O2
PACKAGES = libutf8proc libxml-2.0 zlib jansson
CFLAGS += -std=c11 -D_GNU_SOURCE -g $(OPTIMISE) $(WARNINGS) -fPIC -fvisibility=hidden -Iext $(SANITIZE)
PACKAGE_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) sqlite3 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm

STAGES = text read entity date number quote compare analysis
TABLES = $(foreach stage,$(STAGES),$(patsubst ext/$(stage)/tables/%.txt,$(BUILD)/tables/$(stage)_%.c,$(sort $(wildcard ext/$(stage)/tables/*.txt))))
CORE_SOURCES = $(sort $(foreach stage,$(STAGES),$(wildcard ext/$(stage)/*.c)))
GLUE_SOURCES = $(sort $(wildcard ext/sqlite/*.c))
CORE = $(CORE_SOURCES:ext/%.c=$(BUILD)/%.o) $(TABLES:.c=.o) $(MODEL)
GLUE = $(GLUE_SOURCES:ext/%.c=$(BUILD)/%.o)

.PHONY: all packages demo test check format score bench clean
.SECONDARY:
all: $(BUILD)/news.so $(BUILD)/newstext.so

include ext/model/model.mk
include ext/quote/quote.mk
include tests/tests.mk
include tests/fuzz/fuzz.mk
include tests/hosts.mk
include ext/package/package.mk

# ---- packages -------------------------------------------------------------
# One stamp: the second run of any target starts at once.
DEBIAN_PACKAGES = sqlite3 libsqlite3-dev libutf8proc-dev libxml2-dev zlib1g-dev libjansson-dev pkg-config
packages: $(BUILD)/packages.done
$(BUILD)/packages.done:
	@mkdir -p $(BUILD)
	@if ! { pkg-config --exists $(PACKAGES) sqlite3 && command -v sqlite3; } >/dev/null 2>&1; then \
	  if command -v apt-get >/dev/null; then \
	    root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	    echo "installing: $(DEBIAN_PACKAGES)"; \
	    $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $(DEBIAN_PACKAGES) >$(BUILD)/packages.log 2>&1 \
	      || { tail -5 $(BUILD)/packages.log 2>/dev/null; echo "could not install them"; exit 1; }; \
	  else \
	    echo "Please install what corresponds to these Debian packages: $(DEBIAN_PACKAGES)"; exit 1; \
	  fi; \
	fi
	@touch $@

# ---- objects --------------------------------------------------------------
$(BUILD)/%.o: ext/%.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tablec: ext/tables/tablec.c ext/text/arena.c ext/text/slice.c ext/text/utf8.c ext/text/text.h ext/text/lexicon.h ext/news.h | $(BUILD)/packages.done
	$(CC) -std=c11 -D_GNU_SOURCE -O1 -g $(WARNINGS) -Iext $(PACKAGE_CFLAGS) -o $@ $(filter %.c,$^) $$(pkg-config --libs libutf8proc)

# One pattern rule per stage: build/tables/date_words.c from ext/date/tables/words.txt.
define TABLE_RULE
$(BUILD)/tables/$(1)_%.c: ext/$(1)/tables/%.txt $(BUILD)/tablec
	@mkdir -p $$(@D)
	$(BUILD)/tablec $(1)_$$* <$$< >$$@.part && mv $$@.part $$@
endef
$(foreach stage,$(STAGES),$(eval $(call TABLE_RULE,$(stage))))

$(BUILD)/tables/%.o: $(BUILD)/tables/%.c
	$(CC) $(CFLAGS) -O1 -g0 -MMD -MP -c -o $@ $<

# nodelete: libxml2 gives a thread's state back when the thread ends, which must find it still loaded.
SHARED = -shared -Wl,-z,nodelete
$(BUILD)/news.so: $(GLUE) $(CORE)
	$(CC) $(CFLAGS) $(SHARED) -o $@ $(GLUE) $(CORE) $(LIBS)

# init.c and table_help.c alone know the difference between the two.
$(BUILD)/sqlite/%_text.o: ext/sqlite/%.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -DNEWS_TEXT_ONLY -MMD -MP -c -o $@ $<
FILE_GLUE = $(patsubst %,$(BUILD)/sqlite/%.o,init table_help table_articles table_files)
TEXT_GLUE = $(filter-out $(FILE_GLUE),$(GLUE)) $(BUILD)/sqlite/init_text.o $(BUILD)/sqlite/table_help_text.o
$(BUILD)/newstext.so: $(TEXT_GLUE) $(CORE)
	$(CC) $(CFLAGS) $(SHARED) -o $@ $(TEXT_GLUE) $(CORE) $(LIBS)

# ---- demo -------------------------------------------------------------------
demo: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory -s $(BUILD)/news.so
	@sqlite3 -cmd '.load $(BUILD)/news' :memory: <examples/demo.sql

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

clean:
	rm -rf $(BUILD)
