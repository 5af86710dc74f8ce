// Follows every sentence and word of a story through its versions.

import Language
public import Story

/// Follows every sentence and word of a story through its versions, one version after the other in order of time.
///
/// A sentence keeps its identity when it stays, moves or is edited; the larger part keeps it when it is split, the
/// larger part gives it when several are merged. A sentence that comes back word for word, or a run of its words, takes up its old identity, as WikiWho's tokens do (F. Flöck and M. Acosta, “WikiWho: precise and efficient
/// attribution of authorship of revisioned content”, WWW 2014). One more version costs one comparison.
public struct LineageKeeper: Sendable {
  private let story: Slug
  private var versions: [Version] = []
  private var standing: [Row] = []
  private var lives: [Life] = []
  private var words = WordTable()
  private var numbers = WordNumbers()
  private var gone = GoneWords()
  /// For each word the life of the sentence it last stood in.
  private var owners: [Int32] = []
  /// Sentences that stood and went, by their words: the newest of each wording.
  private var past: [[Int32]: Row] = [:]

  /// A keeper of one story, before its first version.
  public init(story: Slug) { self.story = story }

  /// Goes on to the next version in time.
  ///
  /// - Parameters:
  ///   - version: which version it is.
  ///   - reading: its text.
  public mutating func add(_ version: Version, _ reading: Reading) {
    versions.append(version)
    var step = Step(
      now: versions.count - 1, before: standing, rows: rows(of: reading), lives: lives.count)
    takeSame(&step)
    takeReturned(&step)
    takeShared(&step)
    takeRunsThatWent(&step)
    settle(&step, reading)
    standing = step.rows
  }

  /// The lineage as far as it goes.
  public var lineage: Lineage {
    let newest = versions.count - 1
    let standingLives = standing.map { Int($0.life) }
    let others = lives.indices.filter { lives[$0].last < newest }
    return Lineage(
      story: story, versions: versions,
      sentences: (standingLives + others).map { life(lives[$0], newest: newest) })
  }
}

/// A sentence of a version: the numbers and identities of its words, and whose life it is.
private struct Row: Sendable {
  var numbers: [Int32]
  /// The identity of each word; -1 for one not known yet.
  var ids: [Int32]
  /// The place of its life; -1 while not known.
  var life: Int32 = -1
  /// Whether the words are the same as those of the row it was taken from.
  var isSame = false
}

/// A sentence's life while it is followed.
private struct Life: Sendable {
  var first: Int
  var changed: Int?
  var last: Int
  var absent: [Int] = []
  var isNotice: Bool
  var splitFrom: Int?
  var merged: [Int] = []
  var earlier: [SentenceLife.Wording] = []
  var id: Int
  var text: String
  var ids: [Int32]
  /// Since when it stands as it does.
  var since: Int
}

/// When each word stood.
private struct WordTable: Sendable {
  private(set) var first: [Int32] = []
  private(set) var last: [Int32] = []
  /// The versions in which a word that came back had not stood.
  private(set) var gaps: [Int32: [Range<Int32>]] = [:]

  mutating func new(in version: Int) -> Int32 {
    first.append(Int32(version))
    last.append(Int32(version))
    return Int32(first.count - 1)
  }

  mutating func stand(_ id: Int32, in version: Int) {
    let before = last[Int(id)]
    if before < version - 1 { gaps[id, default: []].append(before + 1..<Int32(version)) }
    last[Int(id)] = Int32(version)
  }

  /// Whether a word has been taken for a version already.
  func stands(_ id: Int32, in version: Int) -> Bool { last[Int(id)] == version }
}

/// What is known while one version is worked in.
private struct Step {
  var now: Int
  var before: [Row]
  var rows: [Row]
  /// Whether an old sentence went on word for word.
  var isTaken: [Bool]
  /// Whether a life goes on in this version, by its place.
  var isClaimed: [Bool]

  init(now: Int, before: [Row], rows: [Row], lives: Int) {
    self.now = now
    self.before = before
    self.rows = rows
    isTaken = Array(repeating: false, count: before.count)
    isClaimed = Array(repeating: false, count: lives)
  }
}

extension LineageKeeper {
  private mutating func rows(of reading: Reading) -> [Row] {
    let utf8 = reading.text.utf8
    return reading.sentences.map { sentence in
      let numbers = tokenise(utf8, in: sentence.range).map {
        self.numbers.number(of: utf8[$0.range.start..<$0.range.end])
      }
      return Row(numbers: numbers, ids: Array(repeating: -1, count: numbers.count))
    }
  }

  /// Sentences that went on word for word. Of sentences that stand several times the first goes on as the first.
  private mutating func takeSame(_ step: inout Step) {
    var places: [[Int32]: [Int]] = [:]
    for old in step.before.indices.reversed() { places[step.before[old].numbers, default: []].append(old) }
    for new in step.rows.indices {
      guard let old = places[step.rows[new].numbers]?.popLast() else { continue }
      step.isTaken[old] = true
      step.rows[new] = step.before[old]
      step.rows[new].isSame = true
      step.isClaimed[Int(step.before[old].life)] = true
      for id in step.rows[new].ids { words.stand(id, in: step.now) }
    }
  }

  /// Sentences that stood once and come back word for word.
  private mutating func takeReturned(_ step: inout Step) {
    for new in step.rows.indices where step.rows[new].life < 0 {
      guard let row = past[step.rows[new].numbers] else { continue }
      for (place, id) in row.ids.enumerated() where !words.stands(id, in: step.now) {
        step.rows[new].ids[place] = id
        words.stand(id, in: step.now)
      }
      // An edit that was taken back is still the same sentence, if nothing else goes on as it.
      let life = Int(row.life)
      if !step.isClaimed[life] {
        step.rows[new].life = row.life
        step.isClaimed[life] = true
      }
    }
  }

  /// Words that the sentences which are left share, in order.
  private mutating func takeShared(_ step: inout Step) {
    var oldIDs: [Int32] = []
    var oldNumbers: [Int32] = []
    for (old, row) in step.before.enumerated() where !step.isTaken[old] {
      for (number, id) in zip(row.numbers, row.ids) where !words.stands(id, in: step.now) {
        oldNumbers.append(number)
        oldIDs.append(id)
      }
    }
    guard !oldIDs.isEmpty else { return }
    var places: [(row: Int, at: Int)] = []
    var newNumbers: [Int32] = []
    for new in step.rows.indices where !step.rows[new].isSame {
      for (at, id) in step.rows[new].ids.enumerated() where id < 0 {
        places.append((new, at))
        newNumbers.append(step.rows[new].numbers[at])
      }
    }
    for run in longestRuns(oldNumbers, newNumbers) {
      for offset in 0..<run.count {
        let place = places[run.new + offset]
        step.rows[place.row].ids[place.at] = oldIDs[run.old + offset]
        words.stand(oldIDs[run.old + offset], in: step.now)
      }
    }
  }

  /// Runs of words that went, in this version or an earlier one, and stand elsewhere now.
  private mutating func takeRunsThatWent(_ step: inout Step) {
    for (old, row) in step.before.enumerated() where !step.isTaken[old] {
      var start: Int?
      for at in 0...row.ids.count {
        let went = at < row.ids.count && !words.stands(row.ids[at], in: step.now)
        if went {
          start = start ?? at
        } else if let from = start {
          gone.add(row.numbers[from..<at], row.ids[from..<at], of: row.ids.count)
          start = nil
        }
      }
    }
    for row in step.rows.indices where step.rows[row].ids.contains(-1) {
      var at = 0
      while at < step.rows[row].ids.count {
        let end = step.rows[row].ids[at...].firstIndex { $0 >= 0 } ?? step.rows[row].ids.count
        let run = gone.run(step.rows[row].numbers, at: at, end: end) { !words.stands($0, in: step.now) }
        for (offset, id) in run.enumerated() where !words.stands(id, in: step.now) {
          step.rows[row].ids[at + offset] = id
          words.stand(id, in: step.now)
        }
        at += max(1, run.count)
      }
    }
  }

  /// Gives every sentence its life and every word that is left an identity of its own.
  private mutating func settle(_ step: inout Step, _ reading: Reading) {
    var notice = 0
    let notices = reading.notices.map(\.range).sorted()
    // Those that carry the most words of an old sentence are its heirs before others are.
    let order = step.rows.indices.sorted {
      (step.rows[$1].ids.count { $0 >= 0 }, $0) < (step.rows[$0].ids.count { $0 >= 0 }, $1)
    }
    var parents: [Int: Int] = [:]
    for new in order where step.rows[new].life < 0 {
      let (heir, parent) = heritage(of: new, step)
      if let heir {
        step.rows[new].life = Int32(heir)
        step.isClaimed[heir] = true
      } else if let parent {
        parents[new] = parent
      }
    }
    for new in step.rows.indices {
      let range = reading.sentences[new].range
      while notice < notices.count, notices[notice].end <= range.start { notice += 1 }
      let isNotice = notice < notices.count && notices[notice].overlaps(range)
      for at in step.rows[new].ids.indices where step.rows[new].ids[at] < 0 {
        step.rows[new].ids[at] = words.new(in: step.now)
        owners.append(-1)
      }
      let text = reading.text[range]
      if step.rows[new].life < 0 {
        step.rows[new].life = Int32(lives.count)
        let parent = parents[new]
        lives.append(
          Life(
            first: parent.map { lives[$0].first } ?? step.now, changed: parent == nil ? nil : step.now,
            last: step.now, isNotice: isNotice, splitFrom: parent.map { lives[$0].id }, id: lives.count + 1,
            text: text, ids: step.rows[new].ids, since: step.now))
      } else {
        goOn(Int(step.rows[new].life), step.rows[new], text, isNotice, at: step.now)
      }
      if !step.rows[new].isSame { for id in step.rows[new].ids { owners[Int(id)] = step.rows[new].life } }
      step.rows[new].isSame = false
    }
    noteMerges(step)
    for (old, row) in step.before.enumerated() where !step.isTaken[old] { past[row.numbers] = row }
  }

  /// A sentence's life goes on in a version.
  private mutating func goOn(_ life: Int, _ row: Row, _ text: String, _ isNotice: Bool, at now: Int) {
    if lives[life].last < now - 1 { lives[life].absent += Array(lives[life].last + 1..<now) }
    lives[life].last = now
    lives[life].isNotice = isNotice
    if row.isSame {
      lives[life].text = text
      return
    }
    if lives[life].ids != row.ids {
      lives[life].earlier.append(SentenceLife.Wording(lives[life].text, since: lives[life].since))
      lives[life].changed = now
      lives[life].since = now
      lives[life].ids = row.ids
    }
    lives[life].text = text
  }

  /// The life a new sentence goes on with, and the one it was split from if that one goes on elsewhere.
  private func heritage(of new: Int, _ step: Step) -> (heir: Int?, parent: Int?) {
    var shares: [Int32: Int] = [:]
    for id in step.rows[new].ids where id >= 0 { shares[owners[Int(id)], default: 0] += 1 }
    let ranked = shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let count = step.rows[new].ids.count
    for (life, share) in ranked where life < step.isClaimed.count {
      // Three words in ten, of the longer of the two, make it the same sentence.
      let isLike = share * 10 >= 3 * max(count, lives[Int(life)].ids.count)
      if !step.isClaimed[Int(life)], isLike || share * 2 >= count { return (Int(life), nil) }
      if step.isClaimed[Int(life)], share >= 3, share * 2 >= count { return (nil, Int(life)) }
    }
    return (nil, nil)
  }

  /// Sentences that went and most of whose words stand in one other now became part of it.
  private mutating func noteMerges(_ step: Step) {
    for (old, row) in step.before.enumerated() where !step.isTaken[old] && !step.isClaimed[Int(row.life)] {
      var shares: [Int32: Int] = [:]
      for id in row.ids where words.stands(id, in: step.now) { shares[owners[Int(id)], default: 0] += 1 }
      guard let most = shares.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        most.value * 2 >= row.ids.count, most.key != row.life
      else { continue }
      lives[Int(most.key)].merged.append(lives[Int(row.life)].id)
    }
  }

  private func life(_ life: Life, newest: Int) -> SentenceLife {
    let utf8 = Array(life.text.utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    let words = zip(tokens, life.ids).map { token, id in
      WordLife(
        String(decoding: utf8[token.range.start..<token.range.end], as: UTF8.self),
        spaceBefore: token.spaceBefore && token.range.start > 0, first: Int(self.words.first[Int(id)]),
        absent: (self.words.gaps[id] ?? []).flatMap { $0.map(Int.init) })
    }
    return SentenceLife(
      id: life.id, text: life.text, first: life.first, changed: life.changed, last: life.last,
      absent: life.absent, stands: life.last == newest, isNotice: life.isNotice, splitFrom: life.splitFrom,
      merged: life.merged, earlier: life.earlier, words: words)
  }
}
