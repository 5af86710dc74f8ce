# What people and CI run. Each target does all its own set-up on a Debian 12 with Swift.

SHELL := /bin/bash
SWIFT_BUILD := swift build
PACKAGES := libgit2-dev libdeflate-dev libxml2-dev libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config git
BIN = $(shell $(SWIFT_BUILD) --show-bin-path)/writethru

.PHONY: demo test deps build release docs deb install snapshots faults scorecard bench fuzz fuzz-extraction format lint clean

demo: deps ## Two developing stories, and the reports of their changes.
	$(SWIFT_BUILD) --product writethru
	@$(BIN) demo

# Hundreds of tests have a clock, a server or a process of their own; all at once, they starve each other of two cores.
TESTS_AT_ONCE ?= 6
test: deps ## All tests.
	$(SWIFT_BUILD) --build-tests
	swift test --skip-build --disable-xctest --experimental-maximum-parallelization-width $(TESTS_AT_ONCE)

# Kills, disk errors, flipped bits, two writers; ARGUMENTS="--only kill" does a part.
faults: release ## What the archive withstands: an hour of faults.
	@command -v strace >/dev/null && command -v python3 >/dev/null || { \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends strace python3 >/dev/null; }
	nice -n 19 python3 Tests/Faults/faults.py .build-release/release/writethru $(ARGUMENTS)

build: deps ## The command, for developing.
	$(SWIFT_BUILD) --product writethru

# With Swift's own libraries in it, so that it runs where no Swift is.
STATIC ?= --static-swift-stdlib
release: deps ## The command, fast: .build-release/release/writethru.
	swift build -c release --product writethru --scratch-path .build-release $(STATIC)

docs: deps ## The libraries' documentation and the guides as web pages: .build-docs.
	$(SWIFT_BUILD)
	.ci/docs.sh $$($(SWIFT_BUILD) --show-bin-path) .build-docs

VERSION = $(shell .build-release/release/writethru --version | sed 's/.* //')
deb: release ## A Debian package in .build-deb: the command, manual pages, completions, the unit.
	@$(MAKE) --no-print-directory deps PACKAGES="dpkg-dev python3"
	@mkdir -p .build-deb
	.ci/packaging/deb.sh .build-release/release/writethru $(VERSION) .build-deb

PREFIX ?= /usr/local
install: release ## The command in $(PREFIX)/bin.
	install -D -s -m 755 .build-release/release/writethru $(DESTDIR)$(PREFIX)/bin/writethru

snapshots: deps ## Writes Snapshots/*/report.txt anew, so that a change of behaviour shows in review.
	$(SWIFT_BUILD) --build-tests
	UPDATE_SNAPSHOTS=1 swift test --skip-build --disable-xctest --filter SnapshotTests

DATA ?= ../shared/data
scorecard: release ## How well it reads and compares, on the labelled data in DATA=folder.
	@python3 Tests/Scorecard/scorecard.py .build-release/release/writethru $(DATA)

.PHONY: scorecard-extraction
scorecard-extraction: release ## How well and how quietly it reads pages, on the labelled pages in DATA=folder.
	@$(MAKE) --no-print-directory deps PACKAGES="python3-venv"
	@test -x .build-bench/pages-venv/bin/python || python3 -m venv .build-bench/pages-venv
	@.build-bench/pages-venv/bin/pip -q install lxml
	@python3 Tests/Scorecard/extraction.py .build-release/release/writethru $(DATA) \
	  .build-bench/pages-venv/bin/python .build-bench/scorecard

# The performance book: each part keeps its figures in BOOK, and can be run alone; `book` prints them into the articles.
BOOK = .build-bench/book
BENCH = .build-bench/release
BENCH_PARTS = bench-comparison peers-wikiwho bench-extraction bench-archive bench-provenance peers-spark
.PHONY: book bench-programs bench-comparison bench-extraction bench-archive bench-provenance
bench: ## Every figure of the performance book, beside the others, in one run of about twenty minutes; on the data in DATA=folder.
	@rm -rf $(BOOK)
	@missed=""; for part in $(BENCH_PARTS); do \
	  echo "== $$part"; $(MAKE) --no-print-directory $$part || missed="$$missed $$part"; \
	done; \
	$(MAKE) --no-print-directory book; \
	[ -z "$$missed" ] || { echo "Not all went well in:$$missed" >&2; exit 1; }

book: ## Writes the book's tables and curves from what was measured last.
	@python3 Tests/Benchmarks/book.py $(BOOK)

bench-programs: deps
	cd Tests/Benchmarks && swift build -c release --scratch-path ../../.build-bench

bench-comparison: bench-programs ## What a comparison costs, beside three others; on the data in DATA=folder when it is there.
	@$(MAKE) --no-print-directory deps PACKAGES="php-cli php-wikidiff2 python3-venv"
	@test -x .build-bench/venv/bin/python || python3 -m venv .build-bench/venv
	@.build-bench/venv/bin/pip -q install diff-match-patch==20241021
	@python3 Tests/Benchmarks/bench.py $(BENCH)/BenchComparison .build-bench .build-bench/venv/bin/python \
	  $(wildcard $(DATA)/language/newsedits_pairs.jsonl) --figures $(BOOK)/comparison.json

bench-extraction: release ## Hostile pages within their bounds, and pages a CPU second beside trafilatura on those in DATA=folder.
	@$(MAKE) --no-print-directory deps PACKAGES="python3-venv"
	@test -x .build-bench/pages-venv/bin/python || python3 -m venv .build-bench/pages-venv
	@.build-bench/pages-venv/bin/pip -q install trafilatura==2.3.1 lxml_html_clean==0.4.6
	.build-bench/pages-venv/bin/python Tests/BenchmarksExtraction/bench.py .build-release/release/writethru \
	  .build-bench/hostile $(DATA) --figures $(BOOK)/extraction.json

bench-archive: bench-programs ## The archive's speed and size beside git's own, and how it grows to 100,000 versions.
	$(BENCH)/BenchArchive compare 2000 --figures $(BOOK)/archive.json
	$(BENCH)/BenchArchive growth 1000 3000 10000 30000 100000 --figures $(BOOK)/growth.json

.PHONY: gate gate-agree gate-noise
gate: gate-programs ## Counts the instructions of some pieces of work; fails when one needs over 5 % more than was agreed.
	@python3 Tests/Benchmarks/gate.py $(BENCH)/BenchInstructions .build-bench/gate $(ARGUMENTS)

gate-agree: ## Agrees to what the work needs now.
	@$(MAKE) --no-print-directory gate ARGUMENTS=--write

gate-noise: ## Counts with every processor kept busy too, and says how far apart the counts lie.
	@$(MAKE) --no-print-directory gate ARGUMENTS=--noise

.PHONY: gate-programs
gate-programs: deps
	@$(MAKE) --no-print-directory deps PACKAGES="valgrind python3"
	cd Tests/Benchmarks && swift build -c release --product BenchInstructions --scratch-path ../../.build-bench

SECONDS ?= 600
fuzz: deps ## Coverage-guided fuzzing of reading and comparing, for SECONDS=600; what it finds stays in .build-fuzz.
	cd Tests/Fuzzing && swift build -c release --product FuzzComparison --scratch-path ../../.build-fuzz
	@mkdir -p .build-fuzz/corpus
	@python3 Tests/Fuzzing/seeds.py Tests/ComparisonTests/Examples .build-fuzz/corpus
	SWIFT_BACKTRACE=enable=no timeout -k 10 $$(( $(SECONDS) + 60 )) nice -n 19 .build-fuzz/release/FuzzComparison \
	  .build-fuzz/corpus -max_total_time=$(SECONDS) -max_len=3000 -timeout=20 -print_final_stats=1 \
	  -artifact_prefix=.build-fuzz/

FUZZ_SECONDS ?= 600
fuzz-extraction: deps ## Fuzzes the extractor: FUZZ_SECONDS plain, then as long under the address sanitizer.
	@for address in "" 1; do \
	  [ -n "$$address" ] && export FUZZ_ADDRESS=1; \
	  scratch=.build-fuzz-extraction$${address:+-address}; \
	  $(SWIFT_BUILD) -c release --package-path Tests/FuzzingExtraction --scratch-path $$scratch --product FuzzExtraction && \
	  mkdir -p $$scratch/corpus && \
	  SWIFT_BACKTRACE=enable=no nice -n 19 timeout -k 10 $$(( $(FUZZ_SECONDS) + 120 )) $$scratch/release/FuzzExtraction \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=16384 -artifact_prefix=$$scratch/ \
	    -dict=Tests/FuzzingExtraction/html.dict $$scratch/corpus Tests/FuzzingExtraction/Seeds || exit 1; \
	done

format: ## Lays the code out.
	swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## Checks the layout.
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

clean: ## Removes what was built.
	rm -rf .build .build-release .build-bench .build-bench-fetch .build-fuzz .build-load .build-browser .build-fleet .build-docs .build-peers*

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
	  pkg-config --exists libgit2 libdeflate libxml-2.0 libcurl sqlite3 zlib 2>/dev/null || { \
	    echo "writethru needs the development files of libgit2, libdeflate, libxml2, libcurl (OpenSSL flavour), SQLite and zlib," >&2; \
	    echo "and pkg-config and git. On Debian: $(PACKAGES)" >&2; exit 69; }; \
	fi

.PHONY: bench-fetch peers peers-wikiwho peers-spark peers-robots peers-archive peers-telling peers-evidence acceptance load
MINUTES ?= 3
load: release ## The whole watch under load: 20,000 stories on 2,000 loopback hosts for MINUTES=3.
	python3 Tests/Load/load.py .build-release/release/writethru .build-load --minutes $(MINUTES) $(ARGUMENTS)

.PHONY: fleet test-fleet
fleet: deps ## Four watchers on one PostgreSQL, under load and faults; ARGUMENTS="--only pace --stories 5000".
	@$(MAKE) --no-print-directory deps PACKAGES="libpq-dev postgresql python3"
	swift build -c release --traits PostgreSQL --product writethru --scratch-path .build-fleet
	nice python3 Tests/Load/fleet.py .build-fleet/release/writethru .build-load/fleet $(ARGUMENTS)

test-fleet: deps ## The tests of the fleet, on PostgreSQL as well as on SQLite.
	@$(MAKE) --no-print-directory deps PACKAGES="libpq-dev postgresql"
	$(SWIFT_BUILD) --build-tests --traits PostgreSQL --scratch-path .build-fleet
	swift test --skip-build --traits PostgreSQL --scratch-path .build-fleet --disable-xctest --filter FleetTests

bench-fetch: deps ## Looks a second, memory and descriptors of fetching, on the loopback.
	swift build -c release --package-path Tests/BenchmarksFetch --scratch-path .build-bench-fetch
	.build-bench-fetch/release/fetch-bench load 2000 20000 60

acceptance: release ## 60 stories with 200 planted changes, served and watched: what is told, and what falsely.
	$(SWIFT_BUILD) --build-tests
	ACCEPTANCE=whole WRITETHRU_PROGRAM="$$(pwd)/.build-release/release/writethru" \
	  swift test --skip-build --disable-xctest --filter AcceptanceTests

KILLS ?= 50
peers-telling: release ## Messages against aiosmtpd and a TLS endpoint, the program killed KILLS=50 times; installs them.
	@$(MAKE) --no-print-directory deps PACKAGES="jing openssl python3-venv"
	@test -x .build-peers/bin/python || python3 -m venv .build-peers
	@.build-peers/bin/pip -q install aiosmtpd==1.4.6 feedparser==6.0.14 standardwebhooks==1.1.0
	.build-peers/bin/python Tests/Peers/telling.py .build-release/release/writethru $(KILLS)

peers: peers-robots peers-archive peers-telling peers-evidence peers-wikiwho peers-spark ## Beside independent programs, which they install: all that follow.

peers-robots: deps ## Reads robots.txt beside Protego.
	swift build -c release --package-path Tests/BenchmarksFetch --scratch-path .build-bench-fetch
	@test -x .build-peers/bin/python || python3 -m venv .build-peers
	@.build-peers/bin/pip -q install protego==0.7.0
	.build-peers/bin/python Tests/Peers/robots.py .build-bench-fetch/release/fetch-bench 500

peers-archive: release ## An archive pushed to this machine over SSH, and cloned from there.
	@$(MAKE) --no-print-directory deps PACKAGES="openssh-server openssh-client"
	Tests/Peers/ssh_backup.sh .build-release/release/writethru

peers-wikiwho: release bench-programs ## Where words come from, and how fast, beside WikiWho; on chains of DATA's pairs when there.
	@$(MAKE) --no-print-directory deps PACKAGES="python3-venv"
	@test -x .build-peers-wikiwho/bin/python || python3 -m venv .build-peers-wikiwho
	@.build-peers-wikiwho/bin/pip -q install wikiwho==1.0.3
	@python3 Tests/Peers/chains.py .build-peers-wikiwho/chains $(wildcard $(DATA)/language/newsedits_pairs.jsonl)
	.build-peers-wikiwho/bin/python Tests/Peers/wikiwho.py .build-release/release/writethru \
	  $(BENCH)/BenchLineage .build-peers-wikiwho/chains $(ARGUMENTS) --figures $(BOOK)/origins.json

bench-provenance: release bench-programs ## An audit of 1,000 versions, a filter over 200,000, related stories among 100,000.
	@$(MAKE) --no-print-directory deps PACKAGES="python3"
	nice python3 Tests/Benchmarks/provenance.py .build-release/release/writethru $(BENCH)/BenchProvenance \
	  .build-bench/provenance $(ARGUMENTS) --figures $(BOOK)/provenance.json

PAIRS ?= 20000
peers-spark: release ## Filters over PAIRS=20000 pairs in one process, GNU parallel and Spark, and the rows in DuckDB; installs them.
	@$(MAKE) --no-print-directory deps PACKAGES="parallel openjdk-17-jre-headless python3-venv"
	@test -x .build-peers-spark/bin/python || python3 -m venv .build-peers-spark
	@.build-peers-spark/bin/pip -q install pyspark==4.3.0 duckdb==2.0.1
	@.build-peers-spark/bin/python Tests/Peers/spark.py .build-release/release/writethru .build-peers-spark/corpus \
	  --pairs $(PAIRS) --figures $(BOOK)/corpora.json

.PHONY: browser bench-desk
browser: release ## The Desk in a real browser, and asked by independent clients; installs chromium and them.
	@$(MAKE) --no-print-directory deps PACKAGES="chromium chromium-driver python3-venv"
	@test -x .build-browser/bin/python || python3 -m venv .build-browser
	@.build-browser/bin/pip -q install selenium==4.51.0 axe-selenium-python==2.1.6 feedparser==6.0.14 \
	  memento-client==0.6.1 schemathesis==4.32.5
	.build-browser/bin/python Tests/Browser/browser.py .build-release/release/writethru Snapshots .build-browser/shots
	.build-browser/bin/python Tests/Browser/clients.py .build-release/release/writethru Snapshots

bench-desk: release ## The Desk's speed on 1,000 stories of 10 versions, and a reader beside 1,000 slow connections.
	@$(MAKE) --no-print-directory deps PACKAGES="wrk python3"
	python3 Tests/Browser/speed.py .build-release/release/writethru .build-browser/speed

peers-evidence: release ## Evidence beside warcio, fastwarc, cdxj-indexer, pywb, wacz, prov, bagit, pymerkle, openssl, ssh-keygen.
	@$(MAKE) --no-print-directory deps PACKAGES="openssl openssh-client python3-venv"
	@test -x .build-peers-evidence/bin/python || python3 -m venv .build-peers-evidence
	@.build-peers-evidence/bin/pip -q install warcio==1.8.1 fastwarc==2.0.1 cdxj-indexer==1.5.0 wacz==0.6.0 \
	  bagit==1.9.0 prov==3.2.3 pymerkle==7.0.0
	@test -x .build-peers-pywb/bin/python || python3 -m venv .build-peers-pywb
	@.build-peers-pywb/bin/pip -q install pywb==2.10.0 'setuptools<81'
	.build-peers-evidence/bin/python Tests/Peers/evidence.py .build-release/release/writethru \
	  .build-peers-evidence .build-peers-pywb
