// Finds the verbs that credit words to a speaker: “said”, “tweeted”, “called”, “was quoted as saying”.

import Story

/// What `cues.txt` says of a verb.
struct CueFeatures: Sendable {
  /// How the verb is inflected.
  enum Form: String {
    case base
    case s
    case past
    case participle
    case ing
  }

  let form: Form
  let isWeak: Bool
  let hasListener: Bool
  let namesThings: Bool
  let isOftenNoun: Bool
  let quotes: Bool
  /// Whether it credits only a quotation right before it (“so”, in German).
  let followsOnly: Bool

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let first = words.first, let form = Form(rawValue: String(first)) else { return nil }
    self.form = form
    isWeak = words.contains("weak")
    hasListener = words.contains("tell")
    namesThings = words.contains("name")
    isOftenNoun = words.contains("noun")
    quotes = words.contains("quotes")
    followsOnly = words.contains("follows")
  }
}

/// A verb, or a phrase with one, that credits words to a speaker.
struct CueSite {

  /// Its items in the line.
  var items: Range<Int>
  var form: CueFeatures.Form
  /// Whether it credits words only when nothing else does (“expects”).
  var isWeak = false
  /// Whether its object is whom one speaks to (“told reporters”).
  var hasListener = false
  /// Whether its object is what one speaks of (“called the plan”).
  var namesThings = false
  /// Whether its object may be the one quoted (“quoted a minister as saying”).
  var quotes = false
  /// Whether its subject is what is spoken of or to (“was described as”).
  var isPassive = false
  /// Whether it has no subject of its own (“, saying”, “to denounce”).
  var sharesSubject = false
  /// Whether “to” stands before it.
  var isInfinitive = false
  /// Whether it is an “-ing” right behind a noun (“tweets accusing her”): it seldom credits a quotation far off.
  var isReduced = false
}

/// Finds cues in a line.
struct CueFinder {
  let cues: WordTable<CueFeatures>

  /// The cues of a line outside its quotations, in order; marks their words as such in the line.
  func cues(in line: Line) -> [CueSite] {
    var sites: [CueSite] = []
    var index = 0
    while index < line.items.count {
      guard let site = site(at: index, in: line) else {
        index += 1
        continue
      }
      for place in site.items { line.items[place].classes.insert(.cue) }
      sites.append(site)
      index = site.items.upperBound
    }
    return sites
  }

  private func site(at index: Int, in line: Line) -> CueSite? {
    let item = line.items[index]
    guard item.kind == .word, let match = cues.longest(line.tokens, at: item.token, in: line.text),
      index + match.length <= line.items.count,
      line.items[index + match.length - 1].token == item.token + match.length - 1
    else { return nil }
    let features = match.value
    var site = CueSite(items: index..<index + match.length, form: features.form)
    site.isWeak = features.isWeak
    site.hasListener = features.hasListener
    site.namesThings = features.namesThings
    site.quotes = features.quotes
    if features.followsOnly, !line.isQuote(index - 1), !line.isQuote(index - 2) { return nil }
    return isVerb(&site, isOftenNoun: features.isOftenNoun, in: line) ? site : nil
  }

  /// Whether a cue's word is a verb where it stands; also sets what its surroundings tell of it.
  private func isVerb(_ site: inout CueSite, isOftenNoun: Bool, in line: Line) -> Bool {
    let start = site.items.lowerBound
    let isFirst = start == 0 || line.items[start - 1].sentence != line.items[start].sentence
    if line.items[start].isCapitalised, !isFirst { return false }
    if isFirst { return site.form != .base && !isOftenNoun && !(site.hasListener && site.form == .past) }
    let chain = VerbChain(before: start, in: line)
    if site.form == .past || site.form == .participle { site.isPassive = chain.hasBe && !chain.hasIng }
    if line.isWord(site.items.upperBound, .agent), site.form == .past || site.form == .participle,
      site.namesThings || site.form == .participle || line.isWord(chain.start - 1, .saying)
    {
      site.isPassive = true  // “a letter written by”, but “Hale said by telephone”
    }
    site.sharesSubject = chain.hasTo || site.form == .ing && !chain.hasBe && !chain.hasContraction
    let before = chain.start - 1
    site.isInfinitive = chain.hasTo
    site.isReduced =
      site.form == .ing && site.sharesSubject && !chain.hasTo && before >= 0
      && line.items[before].kind == .word
      && line.items[before].classes.isDisjoint(with: .closed)
    switch site.form {
    case .participle where !chain.hasBe && !chain.hasAuxiliary: return false
    case .base: if !takesBase(chain, before: before, isOftenNoun: isOftenNoun, in: line) { return false }
    case .s: if isOftenNoun, !takesSubject(before, in: line) { return false }
    default: break
    }
    if chain.hasTo || chain.hasAuxiliary || chain.hasBe { return true }
    guard before >= 0, line.items[before].sentence == line.items[start].sentence else { return true }
    return follows(before, site, in: line)
  }

  /// Whether a verb without auxiliaries can follow an item.
  private func follows(_ before: Int, _ site: CueSite, in line: Line) -> Bool {
    let item = line.items[before]
    guard item.kind == .word else { return true }
    if item.isOwner {
      // “the mayor's warning”, but “Hale's denouncing it”
      return site.form == .ing && item.isCapitalised && !line.isWord(site.items.lowerBound, .saying)
    }
    if item.classes.contains(.pronoun) || item.classes.contains(.relative) { return true }
    if item.classes.contains(.determiner) {
      // “the proposed cut”, but “some said”, “the last three replied”
      return site.form != .ing && !item.classes.contains(.article)
    }
    if item.classes.contains(.possessive) { return false }
    if item.classes.contains(.preposition) { return site.form == .ing }
    if item.classes.contains(.subordinator), site.form == .past {
      return
        !(site.hasListener || item.classes.contains(.if) || item.classes.contains(.when) && site.namesThings)
    }
    return true
  }

  /// Whether a plural subject, a modal or “to” stands before a bare verb.
  private func takesBase(_ chain: VerbChain, before: Int, isOftenNoun: Bool, in line: Line) -> Bool {
    if chain.hasTo || chain.hasModal { return true }
    guard before >= 0, line.items[before].kind == .word else { return false }
    let item = line.items[before]
    if item.isOwner { return false }
    if !item.classes.isDisjoint(with: [.takesBase, .joiner]) { return true }
    if item.isCapitalised {
      // “Smith and Jones say”: two names make a plural.
      var first = before
      while first > 0, line.items[first - 1].isCapitalised { first -= 1 }
      if line.isWord(first - 1, .joiner) { return true }
    }
    if isOftenNoun, item.isCapitalised { return !item.classes.isDisjoint(with: [.people, .things]) }
    return !item.classes.isDisjoint(with: [.people, .things])
      || item.endings.contains(.plural) && item.classes.isDisjoint(with: .closed)
  }

  /// Whether a singular subject stands before a form that is as often a plural noun.
  private func takesSubject(_ before: Int, in line: Line) -> Bool {
    guard before >= 0 else { return false }
    let item = line.items[before]
    guard item.kind == .word else {
      if case .mark(.comma) = item.kind { return true }
      if case .mark(.closingBracket) = item.kind { return true }
      // “…” reports the BBC
      return line.isQuote(before) && before + 2 < line.items.count
        && (line.items[before + 2].isCapitalised || line.isWord(before + 2, .determiner))
    }
    if item.isOwner { return false }
    if item.isCapitalised {
      // “22% of Democratic claims”: a name that follows “of” or a number is no subject of its own.
      var first = before
      while first > 0, line.items[first - 1].isCapitalised { first -= 1 }
      return first == 0 || !line.isWord(first - 1, .preposition) && line.items[first - 1].kind != .number
    }
    return !item.classes.isDisjoint(with: [.pronoun, .relative, .person, .thing])
      || item.classes.contains(.that)
  }
}
