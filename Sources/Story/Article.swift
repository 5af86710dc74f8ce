// What a page says, apart from what surrounds it.

/// What a page says: fields and typed blocks, and what was set aside.
///
/// All text is Unicode NFC, one line a block, white space folded. Two captures are of the same version exactly when
/// their articles' ``Article/content`` is equal.
public struct Article: Codable, Hashable, Sendable {
  /// What kind of source the article was read from.
  public enum Medium: String, Codable, Sendable, CaseIterable {
    /// A web page: fields, pictures and embeds are there when the page has them.
    case html
    /// Scraped text: no field but the text is to be expected, so a missing one says nothing.
    case text
  }

  /// What it was read from.
  public var medium: Medium = .html
  /// The headline, when the page has one.
  public var headline: Sourced<String>?
  /// The headline in every form the page gives it: as printed (`h1`), and as told to machines (`json-ld`, `og`,
  /// `title`), without the site's name, equal ones once; nil where this was not yet read.
  public var headlines: [Sourced<String>]?
  /// The line or lines under the headline.
  public var standfirst: Sourced<String>?
  /// The authors' names, as the page orders them.
  public var byline: Sourced<[String]>?
  /// When the page says it was published, as the page writes it.
  public var published: Sourced<String>?
  /// When the page says it was last changed, as the page writes it.
  public var modified: Sourced<String>?
  /// The address the page says is its own.
  public var canonical: Sourced<String>?
  /// The address of the page's AMP twin.
  public var amp: Sourced<String>?
  /// Whether the page says that all may read it; nil when it does not say.
  public var isFree: Bool?
  /// The language the page says it is in, a BCP 47 tag.
  public var language: String?
  /// The encoding the page was read as, by the WHATWG's name (`utf-8`, `windows-1252`); its next version is read as the
  /// same while that fits.
  public var charset: String?
  /// How the page is built: the tags that most of the article stands in, from its own element down
  /// (`article>div>p`). No part of what the page says.
  public var layout: String?
  /// The posts of a live blog, in the page's order; nil for other articles.
  public var posts: [Post]?
  /// The characters nobody can see that stood in the running text and were left out of it, by code; nil when there
  /// were none.
  public var invisibles: [Invisible]?
  /// The article in reading order.
  public var blocks: [Block]
  /// What stands on the page but is not the article, in reading order, duplicates folded.
  public var furniture: [Furniture]

  /// An article of these parts.
  public init(blocks: [Block] = [], furniture: [Furniture] = []) {
    self.blocks = blocks
    self.furniture = furniture
  }
}

/// A value and the place on the page that it was read from.
public struct Sourced<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// The value.
  public var value: Value
  /// Where it stood: `json-ld`, `og`, `meta`, `h1`, `title`, `dom`, `text`.
  public var source: String

  /// A value from a place.
  public init(_ value: Value, source: String) {
    self.value = value
    self.source = source
  }
}

/// One block of an article.
public struct Block: Codable, Hashable, Sendable {
  /// What a block is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A paragraph of the body.
    case paragraph
    /// A heading within the body.
    case subheading
    /// One entry of a list in the body.
    case listItem = "list_item"
    /// A passage quoted as a block.
    case quotation
    /// A row of a table, its cells parted by ` | `.
    case tableRow = "table_row"
    /// A published line about the story itself.
    case notice
    /// The words under a picture.
    case caption
    /// A picture; ``Block/key`` is its identity.
    case picture
    /// A post or player of another site; ``Block/key`` is its identity.
    case embed

    /// Whether the block's text is part of the running text that sentences are read from.
    public var isBody: Bool {
      switch self {
      case .paragraph, .subheading, .listItem, .quotation, .tableRow, .notice: true
      case .caption, .picture, .embed: false
      }
    }
  }

  /// What it is.
  public var kind: Kind
  /// Its text, one line.
  public var text: String
  /// What tells it from others of its kind apart from its text: a post's or picture's identity.
  public var key: String?
  /// The ``Post/key`` of the live blog's post it stands in.
  public var post: String?

  /// A block of these parts.
  public init(_ kind: Kind, _ text: String, key: String? = nil, post: String? = nil) {
    self.kind = kind
    self.text = text
    self.key = key
    self.post = post
  }
}

/// A post of a live blog; its words are the blocks that name it.
public struct Post: Codable, Hashable, Sendable {
  /// What it is known by: its number on the page or in the page's data, else its time.
  public var key: String
  /// When it was published, as the page writes it.
  public var published: String?
  /// When it was last changed, as the page writes it.
  public var modified: String?

  /// A post of these parts.
  public init(key: String, published: String? = nil, modified: String? = nil) {
    self.key = key
    self.published = published
    self.modified = modified
  }
}

/// A character that nobody can see, and how often it stood in an article's running text.
///
/// Such characters carry marks: which copy of a text this is, or a claim of where it comes from (C2PA 2.1, “Embedding
/// manifests into unstructured text”).
public struct Invisible: Codable, Hashable, Sendable {
  /// The character, as Unicode writes it (`U+200B`); a C2PA text wrapper or a run of tag characters as a whole is
  /// `C2PA` or `tags`.
  public var code: String
  /// How often it stood there.
  public var count: Int

  /// A character that stood somewhere so often.
  public init(_ code: String, count: Int) {
    self.code = code
    self.count = count
  }
}

/// Something on the page that is not the article: kept and counted, never compared.
public struct Furniture: Codable, Hashable, Sendable {
  /// What a piece of furniture is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A notice about cookies or consent.
    case cookieNotice = "cookie_notice"
    /// A drawing tool's mark (“Created with Sketch.”).
    case toolMark = "tool_mark"
    /// A gallery's position line (“3/35”).
    case galleryCount = "gallery_count"
    /// The caption set of a gallery, standing again.
    case repeatedCaption = "repeated_caption"
    /// A picture's credit.
    case credit
    /// Links to other stories.
    case related
    /// Buttons to share, like or comment.
    case sharing
    /// An advertisement or its label.
    case advertisement
    /// A call to subscribe, sign up or download.
    case promotion
    /// Menus, headers and footers.
    case navigation
    /// Readers' comments.
    case comments
    /// The authors, as printed; their names are in ``Article/byline``.
    case byline
    /// A relative time or counter.
    case counter
    /// Anything else.
    case other
  }

  /// What it is.
  public var kind: Kind
  /// The text as it first stood, cut to 200 characters.
  public var text: String
  /// How often it stood on the page.
  public var count: Int

  /// A piece of these parts.
  public init(_ kind: Kind, _ text: String, count: Int = 1) {
    self.kind = kind
    self.text = text
    self.count = count
  }
}

extension Article {
  /// The running text: the body blocks, one a line.
  public var text: String {
    blocks.lazy.filter(\.kind.isBody).map(\.text).joined(separator: "\n")
  }

  /// The article without what cannot make a version: no furniture, and fields without their sources.
  public var content: Content {
    Content(
      headline: headline?.value,
      headlines: headlines?.filter { $0.source != "title" }.map(\.value) ?? [],
      standfirst: standfirst?.value, byline: byline?.value,
      published: published?.value,
      modified: modified?.value, canonical: canonical?.value, blocks: blocks,
      invisibles: invisibles?.map(\.code) ?? [])
  }

  /// What two captures are compared by to see whether they are the same version.
  public struct Content: Hashable, Sendable {
    /// The headline.
    public var headline: String?
    /// Its other forms, but for the window's title.
    public var headlines: [String]
    /// The standfirst.
    public var standfirst: String?
    /// The authors' names.
    public var byline: [String]?
    /// The date of publication.
    public var published: String?
    /// The date of change.
    public var modified: String?
    /// The page's own address.
    public var canonical: String?
    /// The blocks.
    public var blocks: [Block]
    /// Which characters nobody can see there are. Their number is no part of it: some sites strew them anew on each
    /// request.
    public var invisibles: [String]
  }
}
