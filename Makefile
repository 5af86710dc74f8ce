# What people and CI run. Each target does all its own set-up on a Debian 12 with Swift.

SHELL := /bin/bash
SWIFT_BUILD := swift build
PACKAGES := libgit2-dev libxml2-dev libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config git
BIN = $(shell $(SWIFT_BUILD) --show-bin-path)/writethru

.PHONY: faults bench-archive demo test deps build release install snapshots format lint clean

demo: deps ## Two developing stories, and the reports of their changes.
	$(SWIFT_BUILD) --product writethru
	@$(BIN) demo

test: deps ## All tests.
	$(SWIFT_BUILD) --build-tests
	swift test --skip-build --disable-xctest

# Kills, disk errors, flipped bits, two writers; ARGUMENTS="--only kill" does a part.
faults: release ## What the archive withstands: an hour of faults.
	@command -v strace >/dev/null && command -v python3 >/dev/null || { \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends strace python3 >/dev/null; }
	nice -n 19 python3 Tests/Faults/faults.py .build-release/release/writethru $(ARGUMENTS)

bench-archive: deps ## The archive's speed and size beside git's own.
	swift build -c release --package-path Tests/BenchmarksArchive
	Tests/BenchmarksArchive/.build/release/archive-bench compare 2000
	Tests/BenchmarksArchive/.build/release/archive-bench growth 1000 10000 100000
	Tests/BenchmarksArchive/.build/release/archive-bench pending 10000

build: deps ## The command, for developing.
	$(SWIFT_BUILD) --product writethru

release: deps ## The command, fast: .build-release/release/writethru.
	swift build -c release --product writethru --scratch-path .build-release

PREFIX ?= /usr/local
install: release ## The command in $(PREFIX)/bin.
	install -D -s -m 755 .build-release/release/writethru $(DESTDIR)$(PREFIX)/bin/writethru

snapshots: deps ## Writes Snapshots/*/report.txt anew, so that a change of behaviour shows in review.
	$(SWIFT_BUILD) --build-tests
	UPDATE_SNAPSHOTS=1 swift test --skip-build --disable-xctest --filter SnapshotTests

format: ## Lays the code out.
	swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## Checks the layout.
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

clean: ## Removes what was built.
	rm -rf .build .build-release

# Installs the packages that are missing: by apt where it is there, with sudo where needed.
deps:
	@command -v swift >/dev/null || { \
	  echo "writethru needs Swift 6.3 or later: https://www.swift.org/install" >&2; exit 69; }
	@if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then \
	  missing=""; \
	  for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing:$$missing"; \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null || { \
	      echo "These packages could not be installed:$$missing. Install them, then try again." >&2; exit 69; }; \
	  fi; \
	else \
	  pkg-config --exists libgit2 libxml-2.0 libcurl sqlite3 zlib 2>/dev/null || { \
	    echo "writethru needs the development files of libgit2, libxml2, libcurl (OpenSSL flavour), SQLite and zlib," >&2; \
	    echo "and pkg-config and git. On Debian: $(PACKAGES)" >&2; exit 69; }; \
	fi
