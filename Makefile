# footing: build, tests, checks. `make help` lists the targets.
#
# Variants share the rules and differ in flags and folder:
#   build/release  -O2, hardened: the binary that users get, also linked to build/footing
#   build/asan     AddressSanitizer and UndefinedBehaviorSanitizer
#   build/clang    clang, warnings as errors (make lint)
#   build/fuzz     clang's libFuzzer with both sanitizers

VERSION := 0.1.0
VARIANT ?= release
OUT     := build/$(VARIANT)
PREFIX  ?= /usr/local
PYTHON  ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)

SOURCES := $(sort $(wildcard src/*/*.c))
UNITS   := $(sort $(wildcard tests/unit/test_*.c))
FUZZERS := $(sort $(wildcard tests/fuzz/fuzz_*.c))
OBJECTS := $(SOURCES:src/%.c=$(OUT)/%.o) $(OUT)/gen/embedded.o
DATA    := $(sort $(shell find data -type f ! -name '.*'))

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wformat=2 -Wswitch-enum -Wundef -Wpointer-arith -Wno-missing-field-initializers
CPPFLAGS += -D_GNU_SOURCE -DFOOTING_VERSION='"$(VERSION)"' -Isrc -include src/base/banned.h
CFLAGS_COMMON := -std=gnu17 -g -fno-strict-overflow $(WARNINGS)
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
LDFLAGS_HARDENED := -pie -Wl,-z,relro,-z,now,-z,noexecstack

# Small libraries are linked in, so that the binary starts fast and depends on little.
LIBS := -Wl,-Bstatic -lmpfr -lgmp -lyaml -lutf8proc -Wl,-Bdynamic -lcrypto -lm

ifeq ($(VARIANT),release)
CC      := gcc
CFLAGS  += -O2 $(HARDENING)
LDFLAGS += $(LDFLAGS_HARDENED)
else ifeq ($(VARIANT),asan)
CC      := gcc
CFLAGS  += -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -Werror
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(VARIANT),clang)
CC      := clang
CFLAGS  += -O1 -Werror -Wno-gnu-zero-variadic-macro-arguments
else ifeq ($(VARIANT),fuzz)
CC      := clang
CFLAGS  += -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=fuzzer,address,undefined
else
$(error unknown VARIANT $(VARIANT))
endif

ifdef WERROR
CFLAGS += -Werror
endif

.PHONY: all FORCE help test unit e2e oracle asan lint fuzz bench install clean format lib
all: $(OUT)/footing
ifeq ($(VARIANT),release)
	@ln -sf release/footing build/footing
endif

help:
	@echo "make            the binary, as build/footing"
	@echo "make test       unit, oracle and end-to-end tests, normal and sanitizer build"
	@echo "make asan       only the sanitizer build"
	@echo "make lint       format, include layers, warnings of gcc and clang, scripts, man page"
	@echo "make fuzz       every fuzz target for FUZZ_SECONDS (60) seconds"
	@echo "make bench      speed and memory, printed as ratios"
	@echo "make format     rewrite our sources in the house format"
	@echo "make install    into PREFIX ($(PREFIX)), below DESTDIR"

$(OUT)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/main.o: src/main.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(CFLAGS) -MMD -MP -c -o $@ $<

# The files of data/ become one C file. Their list is written only when it changes: one that comes or
# goes counts as a change, too.
$(OUT)/embed: scripts/embed.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(WERROR:%=-Werror) -o $@ $<

$(OUT)/gen/data.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(DATA) | cmp -s - $@ || printf '%s\n' $(DATA) >$@

$(OUT)/gen/embedded.c: $(OUT)/embed $(OUT)/gen/data.list $(DATA)
	$(OUT)/embed data $(DATA) >$@.new
	@mv $@.new $@

$(OUT)/gen/embedded.o: $(OUT)/gen/embedded.c
	$(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/libfooting.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

lib: $(OUT)/libfooting.a

$(OUT)/footing: $(OUT)/main.o $(OUT)/libfooting.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(OUT)/tests/%: tests/unit/%.c $(OUT)/libfooting.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS_COMMON) $(CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OUT)/libfooting.a $(LDFLAGS) $(LIBS) -lcmocka

$(OUT)/fuzz_%: tests/fuzz/fuzz_%.c $(OUT)/libfooting.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OUT)/libfooting.a $(LDFLAGS) $(LIBS)

UNIT_BINARIES := $(UNITS:tests/unit/%.c=$(OUT)/tests/%)

unit: $(UNIT_BINARIES)
	@for t in $(UNIT_BINARIES); do \
	    $$t >$$t.log 2>&1 || { cat $$t.log; echo "FAILED: $$t"; exit 1; }; \
	    echo "$$(basename $$t): $$(grep -a -c '^\[ *OK \]' $$t.log) passed"; \
	done

# make test runs these for both variants; VARIANT=asan make e2e runs one alone.
oracle: all
	$(PYTHON) tests/oracle/compare.py --stored $(OUT)/footing

e2e: all
	FOOTING=$(abspath $(OUT)/footing) $(PYTHON) -m pytest -q -p no:cacheprovider tests/e2e

test:
	$(MAKE) VARIANT=release unit oracle e2e
	$(MAKE) VARIANT=asan unit oracle e2e

asan:
	$(MAKE) VARIANT=asan all

lint:
	scripts/lint

format:
	clang-format -i $(sort $(wildcard scripts/*.c src/*.c src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch]))

FUZZ_SECONDS ?= 60
fuzz:
	scripts/fuzz $(FUZZ_SECONDS)

bench: all
	$(PYTHON) bench/run.py build/footing

install: all
	install -D -m 755 build/release/footing $(DESTDIR)$(PREFIX)/bin/footing
	install -D -m 644 man/footing.1 $(DESTDIR)$(PREFIX)/share/man/man1/footing.1

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(OUT)/main.d $(UNIT_BINARIES:=.d)
