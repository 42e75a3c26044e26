# fuzz.mk: targets that search for inputs which break a promise (tests/fuzz/fuzz.h).
#
# make fuzz SECONDS_EACH=60   every target under libFuzzer, AddressSanitizer and UBSan (clang); new inputs grow
#                             build/fuzz/found/TARGET, a finding is build/fuzz/TARGET-*: it is fixed and kept in tests/fuzz/saved/TARGET
# make test                   runs the saved inputs of every target under the sanitizers, without clang

FUZZ_TARGETS = $(shell awk '!/^\#/ { print $$1 }' tests/fuzz/targets)
SECONDS_EACH ?= 60
FUZZ_LIBS = $(LIBS) $(SQLITE_LIBS) -ldl -lpthread
FUZZ_FLAGS = $(CFLAGS) $(PACKAGE_CFLAGS) -DNEWS_BUILD='"$(BUILD)"' -MMD -MP

$(BUILD)/tests/fuzz/%.o: tests/fuzz/%.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) -c -o $@ $<

# What the compiler wrote is not to be made of anything: read-%.o would fit.
%.d: ;

# One source for all readers; the target's name says which.
$(BUILD)/tests/fuzz/read-%.o: tests/fuzz/read.c | $(BUILD)/packages.done
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) -DREADER_ENDING='"$*"' -c -o $@ $<

$(BUILD)/tests/fuzz/replay-%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(CORE)
	$(CC) $(CFLAGS) -o $@ $^ $(FUZZ_LIBS)

$(BUILD)/tests/fuzz/search-%: $(BUILD)/tests/fuzz/%.o $(CORE)
	$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(FUZZ_LIBS)

.PHONY: fuzz replays searches
replays: $(BUILD)/news.so $(BUILD)/newstext.so $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/replay-%)
searches: $(BUILD)/news.so $(BUILD)/newstext.so $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/search-%)

fuzz: $(BUILD)/packages.done
	@tests/install.sh $(BUILD) clang libclang-rt-14-dev
	@$(MAKE) --no-print-directory searches BUILD=$(BUILD)/fuzz CC=clang OPTIMISE=-O1 SANITIZE='-fsanitize=fuzzer-no-link $(TEST_SANITIZE)'
	@tests/fuzz/fuzz.sh $(BUILD)/fuzz $(SECONDS_EACH)
