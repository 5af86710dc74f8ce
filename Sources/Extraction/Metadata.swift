// Reads a page's fields: headline, byline, dates, address, language.

import Story

/// A page's fields, each with the place it was read from.
///
/// The headline is the one the page declares (JSON-LD, else OpenGraph) when it is the printed one but for a few words;
/// else the printed one, for what is declared may be written for search engines or be another story's. So a headline that is
/// printed in trial forms does not flap. All forms are kept. Dates and names come first from JSON-LD, where most news
/// pages have them in one form.
struct Metadata {
  private(set) var headline: Sourced<String>?
  /// All its forms.
  private(set) var headlines: [Sourced<String>] = []
  /// The node of the headline on the page.
  private(set) var headlineNode: Int?
  private(set) var byline: Sourced<[String]>?
  private(set) var published: Sourced<String>?
  private(set) var modified: Sourced<String>?
  private(set) var canonical: Sourced<String>?
  private(set) var amp: Sourced<String>?
  /// What the page says it is about, as its head has it: often the standfirst.
  private(set) var descriptions: [String] = []
  private(set) var language: String?
  /// The article as JSON-LD describes it.
  private(set) var linked: LinkedArticle?
  /// The page's title, whole.
  private(set) var title: String?
  /// `og:type`, in lower case.
  private(set) var openGraphType: String?

  private var metas: [String: String] = [:]

  /// Reads a page's fields.
  ///
  /// - Parameters:
  ///   - scripts: its scripts of JSON-LD.
  ///   - address: where the page was asked for, when known.
  init(_ tree: HTMLTree, linked scripts: [ArraySlice<UInt8>] = [], address: String?) {
    readHead(tree)
    let data = LinkedData(scripts)
    let site = metas["og:site_name"].map(Folding.folded)
    let given = [data.articles.first?.headline, metas["og:title"], title].compactMap(\.self)
    let claimed = given.map { Headline.withoutSite($0, site: site) }
    func bare(_ text: String) -> String {
      given.firstIndex(of: text).map { claimed[$0] } ?? Headline.withoutSite(text, site: site)
    }
    let printed = Headline.onPage(tree, like: claimed, site: site)
    headlineNode = printed?.node
    linked = data.article(address: canonical?.value ?? address, headline: printed?.text)
    openGraphType = metas["og:type"]?.lowercased()
    let forms = [
      printed.map { Sourced($0.text, source: "h1") },
      linked?.headline.map { Sourced(bare($0), source: "json-ld") },
      metas["og:title"].map { Sourced(bare($0), source: "og") },
      title.map { Sourced(bare($0), source: "title") },
    ].compactMap(\.self).filter { !$0.value.isEmpty }
    headline = Headline.choice(of: forms)
    for form in forms where !headlines.contains(where: { $0.value == form.value }) { headlines.append(form) }
    descriptions = [linked?.description, metas["og:description"], metas["description"]].compactMap { text in
      text.map { Folding.folded(Markup.plain($0)) }
    }
    published = first([
      (linked?.published, "json-ld"), (metas["article:published_time"], "og"),
      (metas["datepublished"], "meta"),
      (metas["date"], "meta"), (metas["pubdate"], "meta"), (metas["dc.date"], "meta"),
      (metas["dc.date.issued"], "meta"),
      (metas["parsely-pub-date"], "meta"), (metas["sailthru.date"], "meta"),
    ])
    if published == nil { published = first([(timeOnPage(tree), "dom")]) }
    modified = first([
      (linked?.modified, "json-ld"), (metas["article:modified_time"], "og"), (metas["og:updated_time"], "og"),
      (metas["datemodified"], "meta"), (metas["lastmod"], "meta"), (metas["last-modified"], "meta"),
    ])
    language = (languageOfPage(tree) ?? linked?.language ?? metas["og:locale"])?.replacing("_", with: "-")
    byline = Byline.read(
      tree, linked: linked?.authors ?? [], metas: metas, sites: [site, linked?.publisher].compactMap(\.self))
  }

  /// The first value that says something.
  private func first(_ values: [(String?, String)]) -> Sourced<String>? {
    for (value, source) in values {
      guard let value else { continue }
      let folded = Folding.folded(value)
      if !folded.isEmpty { return Sourced(folded, source: source) }
    }
    return nil
  }

  private mutating func readHead(_ tree: HTMLTree) {
    for node in tree.nodes.indices {
      switch tree.nodes[node].tag {
      case .meta:
        guard let content = tree[.content, of: node] else { continue }
        for name in [Attribute.property, .name, .itemprop] {
          if let key = tree[name, of: node]?.lowercased(), metas[key] == nil { metas[key] = content }
        }
      case .link:
        guard let rel = tree[.rel, of: node]?.lowercased(),
          let address = tree[.href, of: node].map(Folding.folded),
          !address.isEmpty
        else { continue }
        if canonical == nil, rel == "canonical" { canonical = Sourced(address, source: "meta") }
        if amp == nil, rel == "amphtml" { amp = Sourced(address, source: "meta") }
      case .title:
        // A drawing has titles too; the page's own comes first and stands in its head.
        if title == nil, !tree.ancestors(of: node).contains(where: { tree.nodes[$0].tag == .svg }) {
          let text = Folding.text(tree.text(of: node))
          if !text.isEmpty { title = text }
        }
      default: break
      }
    }
    if canonical == nil, let address = metas["og:url"].map(Folding.folded), !address.isEmpty {
      canonical = Sourced(address, source: "og")
    }
  }

  private func languageOfPage(_ tree: HTMLTree) -> String? {
    guard !tree.nodes.isEmpty, let language = tree[.lang, of: 0].map(Folding.folded), !language.isEmpty else {
      return nil
    }
    return language
  }

  /// The first `<time datetime>`, or element with the microdata of a date.
  private func timeOnPage(_ tree: HTMLTree) -> String? {
    for node in tree.nodes.indices {
      if tree[.itemprop, of: node] == "datePublished" {
        if let date = tree[.datetime, of: node] ?? tree[.content, of: node] { return date }
      } else if tree.nodes[node].tag == .time, let date = tree[.datetime, of: node] {
        return date
      }
    }
    return nil
  }
}
