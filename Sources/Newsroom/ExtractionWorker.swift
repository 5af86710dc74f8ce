// What runs in a worker process: reads pages from its parent and answers with articles, within its own limits.

import Extraction
import Foundation

/// The worker's side of a ``WorkerPool``.
public enum ExtractionWorker {
  /// The verb that makes this program a worker.
  public static let verb = "extraction-worker"

  /// Bytes of memory that pages may take beyond what a worker that has read one small page takes.
  static let memory = 256 << 20

  /// Seconds of processor time that a page may take.
  #if DEBUG
    static let processorSeconds = 20  // code that is not optimised is some ten times slower
  #else
    static let processorSeconds = 2
  #endif

  /// The variable that makes a worker misbehave at pages which ask for it; for tests.
  static let testVariable = "WRITETHRU_TEST_WORKER"

  /// Reads pages from standard input until the parent hangs up.
  ///
  /// The limits are set by the worker itself once its tables are there, so that they bound pages and not the program.
  /// It can open no file, write none, start nothing, and leaves no core.
  public static func run() -> Never {
    let misbehaves = ProcessInfo.processInfo.environment[testVariable] != nil
    closeOtherFiles()
    let line = FileDescriptor(STDIN_FILENO)
    let extractor = Extractor()
    warmUp(extractor)
    limit()
    while let request = try? receive(line) {
      limitProcessorTime()
      if misbehaves { misbehave(request.body) }
      guard let reply = try? JSONEncoder().encode(answer(request, by: extractor)),
        (try? line.write(Frame.head(reply.count) + reply, by: nil)) != nil
      else { exit(70) }
    }
    exit(0)
  }

  private static func answer(_ request: PageRequest, by extractor: Extractor) -> PageReply {
    do {
      return .page(try request.read(by: extractor))
    } catch {
      return .refused(error)
    }
  }

  private static func receive(_ line: FileDescriptor) throws -> PageRequest {
    let lengths = Frame.numbers(try line.read(Frame.headLength, by: nil))
    let about = try JSONDecoder().decode(
      PageRequest.About.self, from: Data(line.read(Int(lengths.0), by: nil)))
    return PageRequest(try line.read(Int(lengths.1), by: nil), about)
  }

  /// Reads a page and answers once, so that word lists, encodings and coders are loaded before memory is measured and
  /// files are out of reach.
  private static func warmUp(_ extractor: Extractor) {
    Extractor.prepare()
    let page = Array(
      "<title>A fire</title><article><h1>A fire</h1><p>“It is out,” the fire service said at 09:00.</p></article>"
        .utf8)
    let request = PageRequest(page, mediaType: "text/html", address: "https://news.example/fire")
    if let reply = try? JSONEncoder().encode(answer(request, by: extractor)) {
      _ = try? JSONDecoder().decode(PageReply.self, from: reply)
    }
  }

  // MARK: Limits

  private static func limit() {
    set(RLIMIT_AS.rawValue, addressSpace() + memory)
    set(RLIMIT_CORE.rawValue, 0)
    set(RLIMIT_FSIZE.rawValue, 0)
    set(processes, 0)
    set(RLIMIT_NOFILE.rawValue, Int(STDERR_FILENO) + 1)
  }

  /// Gives the next page its processor time: a timer ends the process at the exact time, and the kernel's limit, which
  /// counts whole seconds, soon after, should anything have put the timer off.
  private static func limitProcessorTime() {
    var used = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
    var limit = rlimit(rlim_cur: rlim_t(used.tv_sec + 2 + processorSeconds), rlim_max: rlim_t.max)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    var timer = itimerval()
    timer.it_value.tv_sec = processorSeconds
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }

  private static func set(_ resource: UInt32, _ value: Int) {
    var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
    setrlimit(__rlimit_resource_t(resource), &limit)
  }

  /// `RLIMIT_NPROC`, which the C library defines in a way that Swift does not see.
  private static let processes: UInt32 = 6

  /// Closes what the parent had open and did not mark as its own.
  private static func closeOtherFiles() {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for number in numbers.compactMap({ Int32($0) }) where number > STDERR_FILENO { close(number) }
  }

  /// Bytes of address space this process takes (proc(5), statm).
  private static func addressSpace() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii)) ?? ""
    let pages = text.split(separator: " ").first.flatMap { Int($0) } ?? 0
    // Without /proc the bound is a round figure above what the program takes.
    return pages > 0 ? pages * sysconf(Int32(_SC_PAGESIZE)) : 1 << 30
  }

  // MARK: Tests

  /// Does what a page asks of a worker under test.
  private static func misbehave(_ body: [UInt8]) {
    let text = String(decoding: body.prefix(4096), as: UTF8.self)
    if text.contains("<!-- worker: spin -->") { while true {} }
    if text.contains("<!-- worker: crash -->") { raise(SIGSEGV) }
    if text.contains("<!-- worker: exit -->") { exit(0) }
    if text.contains("<!-- worker: eat -->") {
      var eaten: [[UInt8]] = []
      while true { eaten.append([UInt8](repeating: 1, count: 1 << 20)) }
    }
    if text.contains("<!-- worker: open -->"), open("/etc/passwd", O_RDONLY) >= 0 { raise(SIGABRT) }
  }
}
