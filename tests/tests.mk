# tests.mk: the test programs and what runs them.
#
# make test    everything, twice: as built for use, and under AddressSanitizer and UBSan
# make check   the architecture (includes, symbols), clang-tidy, cppcheck
# make fault   every allocation fails once, and from every point on always
# make bounds   time and memory over hostile texts at 1x, 2x, 4x
# make memcheck the examples under valgrind
# make interrupt  how long a call over 100 MB goes on after it is told to stop
# make threads eight connections in eight threads under ThreadSanitizer
# make crash   kill -9 at 200 moments of an ingest
# make coverage lines and branches of each stage that the tests reach
# make score   the scorers of ../shared/score over the annotated data
# make bench   speed of each stage and peak memory
# make bench-corpus  speed of ingest, links and views over 10,000 generated articles
# make story-tools   installs what the notebook and the browser test need
# make format  clang-format over ext and tests

TEST_PROGRAMS = $(patsubst %,$(BUILD)/tests/%,runner property hosts file_fault)
SQLITE_LIBS = $(shell pkg-config --libs sqlite3 2>/dev/null || echo -lsqlite3)
TEST_SANITIZE = -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all

runner_OBJECTS = runner session spec_file
property_OBJECTS = property texts
hosts_OBJECTS = hosts
fault_OBJECTS = fault
interrupt_OBJECTS = interrupt
bounds_OBJECTS = bounds
file_fault_OBJECTS = file_fault
bench_OBJECTS = bench

bounds: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory $(BUILD)/news.so $(BUILD)/tests/bounds
	$(BUILD)/tests/bounds $(BUILD)/news.so 40

memcheck: $(BUILD)/packages.done
	@tests/install.sh $(BUILD) valgrind
	@$(MAKE) --no-print-directory $(BUILD)/news.so $(BUILD)/tests/runner
	valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect --error-exitcode=9 $(BUILD)/tests/runner $(BUILD)/news.so tests/spec/*.md

interrupt: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory $(BUILD)/news.so $(BUILD)/tests/interrupt
	$(BUILD)/tests/interrupt $(BUILD)/news.so 100

.PHONY: test-programs fault bounds memcheck interrupt threads crash coverage peers bench-corpus story-tools
test-programs: $(BUILD)/news.so $(BUILD)/newstext.so $(TEST_PROGRAMS) $(BUILD)/tests/failing.so

# Preloaded, so without sanitizers.
$(BUILD)/tests/failing.so: tests/failing.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARNINGS) -fPIC -shared -o $@ $< -ldl

$(BUILD)/tests/%.o: tests/%.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP -c -o $@ $<

define TEST_PROGRAM
$(BUILD)/tests/$(1): $$($(1)_OBJECTS:%=$(BUILD)/tests/%.o)
	$$(CC) $$(CFLAGS) -rdynamic -o $$@ $$^ $$(SQLITE_LIBS) -ldl -lpthread
endef
$(foreach program,runner property hosts fault file_fault interrupt bounds,$(eval $(call TEST_PROGRAM,$(program))))

# What the tests read the exports and build the amalgamation with.
$(BUILD)/test-tools.done: $(BUILD)/packages.done
	@tests/install.sh $(BUILD) python3
	@touch $@

# What the notebook and the browser test run in; without it they are skipped, by name.
story-tools: $(BUILD)/packages.done
	@tests/install.sh $(BUILD) jupyter-nbconvert python3-ipykernel python3-pandas python3-matplotlib chromium chromium-driver

test: $(BUILD)/test-tools.done
	@$(MAKE) --no-print-directory test-programs
	@$(MAKE) --no-print-directory test-programs replays BUILD=$(BUILD)/asan OPTIMISE=-O1 SANITIZE='$(TEST_SANITIZE)'
	@tests/run.sh $(BUILD)

# Under the sanitizers for leaks, then with the C library's allocations failing.
fault: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory $(BUILD)/news.so $(BUILD)/tests/fault
	@$(MAKE) --no-print-directory $(BUILD)/asan/news.so $(BUILD)/asan/tests/fault BUILD=$(BUILD)/asan OPTIMISE=-O1 SANITIZE='$(TEST_SANITIZE)'
	$(BUILD)/asan/tests/fault $(BUILD)/asan/news.so examples/articles
	$(BUILD)/tests/fault --libc $(BUILD)/news.so examples/articles

# Eight connections in eight threads under ThreadSanitizer.
threads: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory test-programs BUILD=$(BUILD)/tsan OPTIMISE=-O1 SANITIZE='-fsanitize=thread -fno-omit-frame-pointer'
	$(BUILD)/tsan/tests/hosts $(BUILD)/tsan/news.so $(BUILD)/tsan/newstext.so

# kill -9 at 100 moments each with a rollback journal and with WAL.
crash: $(BUILD)/news.so
	@tests/crash.sh $(BUILD) 100 5000 200

coverage: $(BUILD)/packages.done
	@$(MAKE) --no-print-directory test-programs replays $(BUILD)/coverage/tests/fault BUILD=$(BUILD)/coverage OPTIMISE=-O0 SANITIZE=--coverage
	@tests/coverage.sh $(BUILD)/coverage

# ---- architecture and style -------------------------------------------------

$(BUILD)/tools.done: $(BUILD)/packages.done
	@tests/install.sh $(BUILD) clang-tidy cppcheck clang-format
	@touch $@

check: $(BUILD)/tools.done $(BUILD)/news.so
	@tests/check.sh $(BUILD) '$(CFLAGS) $(PACKAGE_CFLAGS)'

format: $(BUILD)/tools.done
	clang-format -i $$(find ext tests -name '*.[ch]')

# ---- figures ------------------------------------------------------------------

score: $(BUILD)/news.so
	@tests/score.py $(BUILD)/news.so

# bench links the library itself: it times the stages without SQLite, too.
$(BUILD)/tests/bench: $(bench_OBJECTS:%=$(BUILD)/tests/%.o) $(CORE)
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS) $(SQLITE_LIBS) -ldl

bench: $(BUILD)/news.so $(BUILD)/tests/bench
	@$(BUILD)/tests/bench $(BUILD)/news.so examples/articles

bench-corpus: $(BUILD)/news.so
	@. tests/common.sh; $$python tests/bench_corpus.py $(BUILD)

peers: $(BUILD)/news.so $(BUILD)/tests/bench
	@tests/peers.sh $(BUILD)
