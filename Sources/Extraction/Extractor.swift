// Turns the bytes of a page into an article, the same every time.

import CLibxml2
import Language
public import Story

/// Reads an article out of the bytes of an HTML page or of scraped plain text.
///
/// There is one way through, and it does not look at how well it went: decode, parse, cut into passages, find the
/// article's element, judge each passage by itself. What is not the article is kept as furniture, with its count.
/// The same bytes give the same article, on every machine with the same ``identity``.
public struct Extractor: Sendable {
  /// What made an article: the room's version and the parser's.
  public static let identity = "writethru-extractor 4 libxml2 \(LIBXML_DOTTED_VERSION)"

  /// What makes an article where other rules of sites hold than the ``SiteRules/standard`` ones.
  ///
  /// - Parameter own: the rules that are asked before those; only what is meant for the page counts.
  public static func identity(with own: SiteRules) -> String {
    own.digest.map { "\(identity) rules \($0)" } ?? identity
  }

  /// Tells the page's own notices, which are kept before anything is set aside.
  private let readers = Readers()

  /// An extractor for pages in any language; notices are known in those that the room Language has lists for.
  public init() {}

  private func noticeKind(language: String?) -> @Sendable (String) -> Notice.Kind? {
    let reader = readers[language]
    return { reader.noticeKind(of: $0) }
  }

  /// Reads a page.
  ///
  /// What could only be read in part is read in part, with a remark. Complexity: O(bytes) time and memory; of pages
  /// over 32 MB only so much is read.
  ///
  /// - Parameters:
  ///   - body: the page's bytes, content coding undone.
  ///   - mediaType: what the transport or the file's name says they are (`text/html; charset=utf-8`, `text/plain`);
  ///     nil lets the bytes decide.
  ///   - address: where the page was asked for; nil for a file.
  ///   - memory: what is remembered of the story's version before; nil for a page by itself.
  ///   - captured: when the page was captured: it says which rules of its site hold; nil takes the newest.
  ///   - siteRules: what is known of single sites.
  /// - Throws: ``ExtractionError`` when the bytes are no text at all, or none is in them.
  public func extract(
    _ body: [UInt8], mediaType: String?, address: String?, memory: ExtractionMemory? = nil,
    captured: Timestamp? = nil, siteRules: SiteRules = .standard
  ) throws(ExtractionError) -> ExtractedPage {
    guard body.contains(where: { $0 > 0x20 }) else { throw .empty }
    let kind = BodyKind(of: body, mediaType: mediaType)
    if case .other(let found) = kind { throw .notText(found) }
    var remarks: [String] = []
    let readable = body.count > BoundedMarkup.longest ? Array(body[..<BoundedMarkup.longest]) : body
    if readable.count < body.count { remarks.append("longer than 32 MB; the rest was not read") }
    let decoded = Decoded(readable, mediaType: mediaType, pinned: memory?.charset)
    remarks += decoded.remarks
    var page =
      kind == .plainText
      ? readPlainText(decoded.utf8, memory ?? ExtractionMemory())
      : try readHTML(
        decoded.utf8, address: address, memory ?? ExtractionMemory(),
        day: captured.map { String("\($0)".prefix(10)) }, siteRules)
    page.charset = decoded.charset
    page.article.charset = decoded.charset
    page.remarks = remarks + page.remarks
    return page
  }

  /// Loads what is loaded once, so that a process can give up its right to open files and read pages after that.
  public static func prepare() { DecodedBytes.loadTables() }

  private func readPlainText(_ utf8: [UInt8], _ memory: ExtractionMemory) -> ExtractedPage {
    let readable = Array(utf8.utf8Prefix(BoundedMarkup.mostText))
    let text = PlainText(readable)
    var judge = BodyJudge(noticeKind: noticeKind(language: nil))
    judge.memory = memory
    var result = judge.judge(text.passages)
    var article = Article()
    article.medium = .text
    if let place = text.headline(in: result.blocks) {
      article.headline = Sourced(result.blocks.remove(at: place).block.text, source: "text")
    }
    article.blocks = result.blocks.map(\.block)
    article.furniture = result.furniture.all
    article.invisibles = result.invisibles.found
    var facts = PageFacts()
    facts.passages = text.passages
    facts.bodyBytes = article.text.utf8.count
    var page = ExtractedPage(verdict: PageVerdict.judge(facts), article: article)
    if readable.count < utf8.count { page.remarks.append(BoundedMarkup.tooMuchText) }
    return page
  }

  private func readHTML(
    _ utf8: [UInt8], address: String?, _ memory: ExtractionMemory, day: String?,
    _ siteRules: SiteRules
  ) throws(ExtractionError) -> ExtractedPage {
    let markup = BoundedMarkup(utf8)
    let tree = try HTMLTree(parsing: markup)
    let metadata = Metadata(tree, linked: markup.linkedScripts.map { utf8[$0] }, address: address)
    let reader = PassageReader(tree)
    let noticeKind = noticeKind(language: metadata.language)
    var body = HTMLBody(
      tree, reader: reader, metadata: metadata, memory: memory,
      rule: (address ?? metadata.canonical?.value).flatMap { siteRules.rule(for: $0, on: day) },
      noticeKind: noticeKind)
    // A page drawn by its script has no prose of its own.
    let drawn =
      body.hasProse || markup.stateScripts.isEmpty
      ? nil : ScriptState(markup.stateScripts.map { utf8[$0] })
    if let drawn { body.take(drawn.passages, noticeKind: noticeKind) }
    if !body.hasProse, let passages = metadata.linked?.passages {
      body.take(passages, noticeKind: noticeKind)
    }
    if let posts = metadata.linked?.posts, !posts.isEmpty { body.take(posts, noticeKind: noticeKind) }
    if let correction = metadata.linked?.correction { body.take(correction: correction) }

    var article = Article(blocks: body.blocks, furniture: body.furniture)
    if !body.posts.isEmpty { article.posts = body.posts }
    article.invisibles = body.invisibles.found
    article.headline = metadata.headline
    article.headlines = metadata.headlines
    if let headline = drawn?.headline, metadata.headlineNode == nil {
      article.headline = Sourced(headline, source: "state")
    }
    article.standfirst = body.standfirst
    article.byline = metadata.byline
    article.published = metadata.published
    article.modified = metadata.modified
    article.canonical = metadata.canonical
    article.amp = metadata.amp
    article.isFree = metadata.linked?.isFree
    article.language = metadata.language
    article.layout = body.layout

    var facts = PageFacts()
    facts.titles = [metadata.title, metadata.headline?.value].compactMap(\.self)
    facts.passages = reader.passages
    facts.bodyBytes = article.text.utf8.count
    facts.scriptBytes = markup.scriptBytes
    facts.hasScriptState = markup.hasScriptState
    facts.scripts = markup.scripts
    facts.linked = metadata.linked
    facts.posts = body.posts.count
    facts.isSitePage = metadata.openGraphType == "website"
    facts.address = address
    facts.canonical = metadata.canonical?.value
    var page = ExtractedPage(verdict: PageVerdict.judge(facts), article: article)
    page.remarks = markup.remarks
    if body.hasBrokenRule {
      page.remarks.append("the rules for this site found no body; the page was read without them")
    }
    return page
  }
}

/// What was read out of a page.
public struct ExtractedPage: Codable, Hashable, Sendable {
  /// What the page turned out to be.
  public var verdict: Verdict
  /// What it says; its body may be empty where the verdict is not an article's.
  public var article: Article
  /// The encoding it was read as, by the WHATWG's name (`utf-8`, `windows-1252`).
  public var charset: String
  /// What could not be read or had to be passed over, a sentence for people each.
  public var remarks: [String]

  /// A page of these parts.
  public init(verdict: Verdict, article: Article, charset: String = "utf-8", remarks: [String] = []) {
    self.verdict = verdict
    self.article = article
    self.charset = charset
    self.remarks = remarks
  }
}
