// Where the rooms are joined: one value that a command or a server calls.

import Archive
import Comparison
import Extraction
import Foundation
import Language
import Report
public import Story

/// An archive and everything that is done with it.
public struct Newsroom: Sendable {
  /// The program and its version, as captures and reports name it.
  public static let software = "writethru 0.1.0"

  /// The archive's folder.
  public let path: String
  /// How long to wait for an archive that another process writes to.
  public var patience: Duration = .seconds(10)
  /// What time it is; tests set another.
  public var now: @Sendable () -> Timestamp = { Timestamp(Date()) }

  let readers = Readers()
  let comparer = Comparer()
  let pages: PageReader
  let hosts = HostBook()
  let passages = KeptPassages()

  /// A newsroom over the archive in a folder, which need not be there yet.
  ///
  /// - Parameter workers: the processes that read pages; nil reads them in this one, for callers that trust their pages
  ///   or are themselves watched.
  public init(archive path: String, workers: WorkerPool? = nil) {
    self.path = path
    pages = PageReader(workers: workers) {
      let newsroom = Newsroom(archive: path)
      return try newsroom.siteRules(of: newsroom.settings())
    }
  }

  /// The folder to use: the one given, else `$WRITETHRU_ARCHIVE`, else `./writethru-archive`.
  public static func archivePath(given: String?, environment: [String: String]) -> String {
    given ?? environment["WRITETHRU_ARCHIVE"].flatMap { $0.isEmpty ? nil : $0 } ?? "writethru-archive"
  }

  /// The archive, for reading.
  func open() throws -> ArchiveReader {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(
        .noInput,
        "there is no archive at \(path): make one with import or look, or name another with --archive")
    }
    return try ArchiveReader(at: path)
  }

  /// The archive, for reading, or nil when there is none yet; a process killed while making one leaves a folder that is
  /// none.
  func readerIfThere() throws -> ArchiveReader? {
    do throws(ArchiveError) {
      return try ArchiveReader(at: path)
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// A story of the archive.
  func story(_ slug: Slug, in archive: ArchiveReader) throws -> Story {
    guard let story = try archive.story(slug) else {
      let names = try archive.stories().map(\.slug.text)
      let known =
        names.isEmpty
        ? "the archive is empty" : "stories lists the \(names.count) there are, such as \(names[0])"
      throw Failure(.noInput, "no story \(slug) in \(path): \(known)")
    }
    return story
  }

  /// A version as one side of a comparison, read by today's extractor whatever read it first.
  func edition(of version: Version, in archive: ArchiveReader) throws -> Edition {
    try edition(of: version, page: page(of: version, in: archive))
  }

  /// A version's page as one side of a comparison.
  func edition(of version: Version, page: ExtractedPage) -> Edition {
    var edition = side(page)
    edition.label = "v\(version.number)"
    edition.story = version.story
    edition.version = version
    return edition
  }

  /// A page as one side of a comparison, without a name.
  func side(_ page: ExtractedPage) -> Edition {
    var edition = Edition(label: "", article: page.article, reading: read(page.article))
    edition.isPartial = page.verdict == .partial
    return edition
  }

  /// An article as read, by the words of its language.
  func read(_ article: Article) -> Reading { readers[article.language].read(article.text) }

  /// The report of what changed between two editions.
  func report(from old: Edition, to new: Edition, options: RevisionReport.Options) -> RevisionReport {
    RevisionReport(revision(from: old, to: new), options: options)
  }
}
