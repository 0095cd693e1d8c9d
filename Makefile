# SPDX-License-Identifier: Apache-2.0
# make            the program, build/truce        make test   every test, closing line "N passed, N failed"
# make demo       reads the demo reports          make lint   layout, layers, banned calls, lengths, clang-tidy
# make bench      measures speed                  make san    tests under ASan and UBSan; make tsan: under TSan
# make accuracy   measures readings on every set in ../shared, writes docs/ACCURACY.md (ACCURACY="plover acled": these alone, writes nothing)
#                                                 (make lint FILES=…: layout and clang-tidy of these alone)
# make fuzz       FUZZ_SECONDS (60) a fuzzer      make install PREFIX=/usr/local DESTDIR=
# Variables: DEV=1 warnings are errors · BUILD=dir · CC=gcc|clang-14 · V=1 shows the commands · ONLY=word tests whose path has it
# LAYERS="base language" builds and tests these folders alone, best with a BUILD of its own: while another folder is being rewritten.

BUILD  ?= build
PREFIX ?= /usr/local
CC     := $(if $(filter default,$(origin CC)),gcc,$(CC))
ifneq ($(V),1)
Q := @
say = @echo '  $(1)' $(2);
endif

# --- what there is -----------------------------------------------------------------------------------------------
LAYERS     ?= $(notdir $(wildcard src/*))
SRC        := $(sort $(shell find $(LAYERS:%=src/%) -name '*.c' 2> /dev/null))
CLI_SRC    := $(filter src/cli/%,$(SRC))
LIB_SRC    := $(filter-out src/cli/%,$(SRC))
TEST_DIRS  := $(wildcard $(LAYERS:%=tests/%) $(if $(filter cli,$(LAYERS)),tests/manual tests/web tests/golden) $(if $(filter language,$(LAYERS)),tests/training))
TEST_SRC   := $(sort $(if $(TEST_DIRS),$(shell find $(TEST_DIRS) -name 'test_*.c')))
TEST_HELP  := $(sort $(if $(TEST_DIRS),$(filter-out $(TEST_SRC),$(shell find $(TEST_DIRS) -name '*.c'))))
TEST_PY    := $(sort $(if $(TEST_DIRS),$(shell find $(TEST_DIRS) $(if $(filter cli,$(LAYERS)),$(wildcard tests/bench)) -name 'test_*.py')))
TOOL_SRC   := $(sort $(wildcard tools/build/*.c))
FUZZ_SRC   := $(sort $(if $(filter cli,$(LAYERS)),$(wildcard fuzz/fuzz_*.c)))

LIB_OBJ    := $(LIB_SRC:%.c=$(BUILD)/obj/%.o)
CLI_OBJ    := $(CLI_SRC:%.c=$(BUILD)/obj/%.o)
HELP_OBJ   := $(TEST_HELP:%.c=$(BUILD)/obj/%.o)
TESTS      := $(TEST_SRC:%.c=$(BUILD)/%)
FUZZERS    := $(FUZZ_SRC:fuzz/%.c=$(BUILD)/fuzz/%)

# --- how it is compiled --------------------------------------------------------------------------------------------
PKGS       := jansson icu-i18n icu-uc libxml-2.0 libsodium yaml-0.1 sqlite3 zlib libmicrohttpd pangocairo cairo-pdf fontconfig
PKG_CFLAGS  = $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
PKG_LIBS    = $(shell pkg-config --libs $(PKGS)) -lgeos_c
# The portable baseline; only a kernel file, chosen at run time, is compiled for more (see below).
ARCH       ?= $(if $(filter x86_64,$(shell uname -m)),-march=x86-64-v2)
OPT        ?= -O2 -g
WARN       := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(if $(filter 1,$(DEV)),-Werror)
DEFS       := -D_GNU_SOURCE
CFLAGS_ALL  = -std=c17 $(OPT) $(ARCH) $(WARN) $(DEFS) -Iinclude -Isrc $(PKG_CFLAGS) -include tools/banned.h -fno-omit-frame-pointer $(SAN) $(CFLAGS)
LIBS        = $(PKG_LIBS) -lpthread -lm
LINK        = $(CC) $(OPT) $(SAN) $(LDFLAGS)
# Flags of single files: FLAGS_<path> = …
FLAGS_src/language/kernels.c            := -O3 -ffp-contract=fast
FLAGS_src/language/kernels_avx2.c       := -O3 -ffp-contract=fast $(if $(findstring x86_64,$(shell uname -m)),-mavx2 -mfma)
FLAGS_src/language/kernels_vnni.c       := -O3 -ffp-contract=fast $(if $(findstring x86_64,$(shell uname -m)),-mfma -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni)

.PHONY: all deps demo test bench accuracy san tsan fuzz fuzz-build lint format install clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/truce

# --- what is taken from elsewhere ----------------------------------------------------------------------------------
deps:
	$(Q)tools/deps.sh

build/.deps-%: packages.txt tools/deps.sh
	$(Q)mkdir -p build
	$(Q)tools/deps.sh $*
	$(Q)touch $@

# --- objects -------------------------------------------------------------------------------------------------------
# A change of compiler or flags rebuilds everything.
$(BUILD)/.flags: FORCE | build/.deps-build
	$(Q)mkdir -p $(BUILD)
	$(Q)echo '$(CC) $(CFLAGS_ALL) $(LINK)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL) $(LINK)' > $@

$(BUILD)/obj/%.o: %.c $(BUILD)/.flags tools/banned.h | build/.deps-build
	$(Q)mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CFLAGS_ALL) $(FLAGS_$<) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: $(BUILD)/%.S
	$(Q)mkdir -p $(@D)
	$(call say,AS,$<)$(CC) -c -o $@ $<

# --- build tools: tools/build/NAME.c -> build/tools/NAME, linked with the library but without embedded data ------------
$(BUILD)/noblobs.S: tools/blobs.sh
	$(Q)mkdir -p $(@D)
	$(Q)tools/blobs.sh > $@

# A build tool takes the objects of base/ and knowledge/ only, so that work elsewhere does not remake the images.
TOOL_LIB_OBJ := $(filter $(BUILD)/obj/src/base/% $(BUILD)/obj/src/knowledge/%,$(LIB_OBJ))
$(BUILD)/libtruce-tools.a: $(TOOL_LIB_OBJ)
	$(call say,AR,$@)rm -f $@.$$$$ && ar rcs $@.$$$$ $^ && mv $@.$$$$ $@
$(BUILD)/tools/%: $(BUILD)/obj/tools/build/%.o $(BUILD)/obj/noblobs.o $(BUILD)/libtruce-tools.a
	$(Q)mkdir -p $(@D)
	$(call say,LD,$@)$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS)

# --- data that the program carries -----------------------------------------------------------------------------------
# Images are made once, by the plain build, and shared by the sanitizer builds.
# >>> knowledge images: their rules go here. A rule makes build/<name>.img and adds it to IMAGES; it is then embedded as "<name>.img".
IMAGES := $(if $(filter knowledge,$(LAYERS)),build/places.img)
PLACES_TSV := $(sort $(wildcard data/places/*.tsv))
build/places.img: $(PLACES_TSV) $(if $(filter build,$(BUILD)),$(BUILD)/tools/gazetteer) | build/.deps-build
	$(if $(filter build,$(BUILD)),$(call say,IMG,$@)build/tools/gazetteer $@ build/npm/node_modules $(PLACES_TSV),$(Q)$(MAKE) --no-print-directory BUILD=build SAN= CFLAGS= LAYERS="base knowledge" $@)
$(BUILD)/tools/gazetteer: $(addprefix $(BUILD)/obj/tools/build/,gazetteer_sources.o gazetteer_tables.o)
# <<< knowledge images

TSV        := $(sort $(shell find data -name '*.tsv' -o -name '*.yaml' -o -name '*.geojson' 2> /dev/null))
SQL        := $(sort $(wildcard sql/*.sql))
WEIGHTS    := $(wildcard model/english.weights)
API        := $(sort $(wildcard data/api/*))
# The page: tools/web.sh bundles web/ into build/web/, once for all builds; build/web/NAME is "web/NAME". What it makes:
WEB        := $(if $(filter server,$(LAYERS)),$(addprefix build/web/,index.html icon.svg app.js app.css chart.js map.js map-shared.js map-worker.js world.json licences.txt))
WEB_SRC    := $(sort $(shell find web -type f 2> /dev/null))
build/web/.made: $(WEB_SRC) tools/web.sh tools/basemap.mjs | build/.deps-build
	$(call say,WEB,build/web)tools/web.sh
	$(Q)touch $@
$(WEB): build/web/.made ;
BLOB_FILES := $(TSV) $(SQL) $(IMAGES) $(WEIGHTS) $(API) $(WEB)
# Names: data/ and the folders of images and weights are left off.
BLOB_ARGS  := $(foreach f,$(TSV),$(f:data/%=%)=$(f)) $(foreach f,$(SQL),$(f)=$(f)) $(foreach f,$(IMAGES) $(WEIGHTS),$(notdir $(f))=$(f)) $(foreach f,$(API),$(f:data/%=%)=$(f)) \
              $(foreach f,$(WEB),$(f:build/%=%)=$(f))

$(BUILD)/.blobs: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(BLOB_ARGS)' | cmp -s - $@ || echo '$(BLOB_ARGS)' > $@

$(BUILD)/blobs.S: $(BUILD)/.blobs tools/blobs.sh
	$(Q)tools/blobs.sh $(BLOB_ARGS) > $@

$(BUILD)/obj/blobs.o: $(BLOB_FILES)

# --- library, program ------------------------------------------------------------------------------------------------
$(BUILD)/libtruce.a: $(LIB_OBJ) $(BUILD)/obj/blobs.o
	$(call say,AR,$@)rm -f $@.$$$$ && ar rcs $@.$$$$ $^ && mv $@.$$$$ $@

$(BUILD)/truce: $(CLI_OBJ) $(BUILD)/libtruce.a
	$(if $(CLI_OBJ),$(call say,LD,$@)$(LINK) -o $@ $^ $(LIBS),@echo '  without src/cli: only the library')

# --- tests -----------------------------------------------------------------------------------------------------------
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(HELP_OBJ) $(BUILD)/libtruce.a | build/.deps-test
	$(Q)mkdir -p $(@D)
	$(call say,LD,$@)$(LINK) -o $@ $^ $(LIBS) -lcmocka

# Measuring tools: bench/DIR/NAME.c -> build/bench/DIR/NAME. Only those of the language stage need oneDNN, to compare with it.
$(BUILD)/obj/bench/language/%.o: | build/.deps-bench
$(BUILD)/bench/language/%: BENCH_LIBS := -Wl,--as-needed -ldnnl
$(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(BUILD)/libtruce.a
	$(Q)mkdir -p $(@D)
	$(call say,LD,$@)$(LINK) -o $@ $^ $(LIBS) $(BENCH_LIBS)

ONLY ?=
test: $(BUILD)/truce $(TESTS) $(BUILD)/fuzz/.replay | build/.deps-test
	$(Q)TRUCE=$(abspath $(BUILD)/truce) tools/run_tests.sh $(BUILD)/test-logs $(if $(ONLY),$(foreach o,$(ONLY),$(foreach t,$(TESTS) $(TEST_PY),$(if $(findstring $(o),$(t)),$(t)))),$(TESTS) $(TEST_PY) $(REPLAYS))

# Kept findings of the fuzzers and their seeds are read again by every test run.
REPLAYS := $(FUZZ_SRC:fuzz/fuzz_%.c=$(BUILD)/fuzz/replay_%)
$(BUILD)/fuzz/.replay: $(REPLAYS)
	$(Q)mkdir -p $(@D) && touch $@

$(BUILD)/fuzz/replay_%: $(BUILD)/obj/fuzz/fuzz_%.o $(BUILD)/obj/fuzz/replay.o $(BUILD)/libtruce.a
	$(Q)mkdir -p $(@D)
	$(call say,LD,$@)$(LINK) -o $@ $^ $(LIBS)

# --- sanitizers and fuzzers --------------------------------------------------------------------------------------------
san: $(IMAGES)
	$(Q)ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$(abspath tools/lsan.supp):print_suppressions=0 ARENA=malloc $(MAKE) --no-print-directory BUILD=build/san OPT='-O1 -g' SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined' test

tsan: $(IMAGES)
	$(Q)$(MAKE) --no-print-directory BUILD=build/tsan OPT='-O1 -g' SAN='-fsanitize=thread' test

FUZZ_SECONDS ?= 60
fuzz-build: $(FUZZERS)
$(FUZZERS): $(BUILD)/fuzz/%: $(BUILD)/obj/fuzz/%.o $(BUILD)/libtruce.a
	$(Q)mkdir -p $(@D)
	$(call say,LD,$@)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

fuzz: $(IMAGES) | build/.deps-lint
	$(Q)$(MAKE) --no-print-directory CC=clang-14 BUILD=build/fuzzing OPT='-O1 -g' SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined' CFLAGS='-fsanitize=fuzzer-no-link' fuzz-build
	$(Q)tools/fuzz.sh build/fuzzing $(FUZZ_SECONDS)

# --- the rest ------------------------------------------------------------------------------------------------------------
lint: | build/.deps-lint
	$(if $(FILES),,$(Q)echo 'types of the page' && node build/npm/node_modules/typescript/bin/tsc -p web/tsconfig.json)
	$(Q)TIDY_FLAGS='-std=c17 $(ARCH) $(DEFS) -Wall -Wextra -Iinclude -Isrc $(PKG_CFLAGS)' tools/lint.sh $(FILES)

format: | build/.deps-lint
	$(Q)clang-format-14 -i $(if $(FILES),$(FILES),$(SRC) $(TEST_SRC) $(TEST_HELP) $(FUZZ_SRC) fuzz/replay.c $(wildcard tools/build/*.c))

demo: $(BUILD)/truce
	$(Q)tools/demo.sh $(BUILD)/truce

bench: $(BUILD)/truce
	$(Q)for b in $(sort $(wildcard bench/*.sh)); do echo "== $$b"; TRUCE=$(abspath $(BUILD)/truce) bash $$b || exit 1; done

ACCURACY ?=
accuracy: $(BUILD)/truce
	$(Q)python3 bench/accuracy/all.py --truce $(abspath $(BUILD)/truce) --errors $(abspath $(BUILD)/accuracy) $(if $(ACCURACY),--only "$(ACCURACY)",--write docs/ACCURACY.md)

# The public headers are truce.h and the base's headers that it includes; pkg-config --cflags truce finds them.
PUBLIC_BASE := arena date err str
install: $(BUILD)/truce $(BUILD)/libtruce.a
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/truce/base
	install -m 755 $(BUILD)/truce $(DESTDIR)$(PREFIX)/bin/truce
	install -m 644 $(BUILD)/libtruce.a $(DESTDIR)$(PREFIX)/lib/libtruce.a
	install -m 644 include/truce.h $(DESTDIR)$(PREFIX)/include/truce/truce.h
	install -m 644 $(PUBLIC_BASE:%=src/base/%.h) $(DESTDIR)$(PREFIX)/include/truce/base
	printf '%s\n' 'Name: truce' 'Description: reads reports of a war and tells what they assert' 'Version: 0.1.0' 'Requires.private: $(PKGS)' \
	    'Cflags: -I$(PREFIX)/include/truce' 'Libs: -L$(PREFIX)/lib -ltruce' 'Libs.private: -lgeos_c -lpthread -lm' > $(DESTDIR)$(PREFIX)/lib/pkgconfig/truce.pc
	$(if $(wildcard docs/truce.1),install -d $(DESTDIR)$(PREFIX)/share/man/man1 && install -m 644 docs/truce.1 $(DESTDIR)$(PREFIX)/share/man/man1/truce.1)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2> /dev/null)
