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
  private var standing: [LineageRow] = []
  private var lives: [SentenceTrack] = []
  private var words = WordStands()
  private var wordings = Wordings()
  private var gone = GoneWords()
  /// For each word the life of the sentence it last stood in.
  private var owners: [Int32] = []
  /// Sentences that stood and went, by their wording: the newest of each.
  private var past: [Int32: LineageRow] = [:]

  /// A keeper of one story, before its first version.
  public init(story: Slug) { self.story = story }

  /// Goes on to the next version in time.
  ///
  /// - Parameters:
  ///   - version: which version it is.
  ///   - reading: its text.
  public mutating func add(_ version: Version, _ reading: Reading) {
    versions.append(version)
    var step = LineageStep(
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

extension LineageKeeper {
  private mutating func rows(of reading: Reading) -> [LineageRow] {
    reading.sentences.map { sentence in
      let known = wordings.sentence(reading.text.utf8, sentence.range)
      return LineageRow(
        spelling: known.spelling, wording: known.wording, numbers: wordings.numbers(of: known.wording))
    }
  }

  /// Sentences that went on word for word. Of sentences that stand several times the first goes on as the first.
  private mutating func takeSame(_ step: inout LineageStep) {
    let places = wordings.places(of: step.before.map(\.wording), for: step.rows.map(\.wording))
    for (new, old) in places.enumerated() {
      guard old >= 0 else {
        step.rows[new].ids = Array(repeating: -1, count: step.rows[new].numbers.count)
        continue
      }
      let spelling = step.rows[new].spelling
      step.isTaken[old] = true
      step.rows[new] = step.before[old]
      step.rows[new].spelling = spelling
      step.rows[new].isSame = true
      step.isClaimed[Int(step.before[old].life)] = true
      words.stand(step.before[old].ids, in: step.now)
    }
  }

  /// Sentences that stood once and come back word for word.
  private mutating func takeReturned(_ step: inout LineageStep) {
    for new in step.rows.indices where step.rows[new].life < 0 {
      guard let row = past[step.rows[new].wording] else { continue }
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
  private mutating func takeShared(_ step: inout LineageStep) {
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
  private mutating func takeRunsThatWent(_ step: inout LineageStep) {
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
    for row in step.rows.indices where !step.rows[row].isSame && step.rows[row].ids.contains(-1) {
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
  private mutating func settle(_ step: inout LineageStep, _ reading: Reading) {
    var notice = 0
    let notices = reading.notices.map(\.range).sorted()
    // Those that carry the most words of an old sentence are its heirs before others are.
    let carried = step.rows.map { row in row.life < 0 ? row.ids.count { $0 >= 0 } : 0 }
    let order = step.rows.indices.filter { step.rows[$0].life < 0 }.sorted {
      (carried[$1], $0) < (carried[$0], $1)
    }
    var parents: [Int: Int] = [:]
    for new in order {
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
      if step.rows[new].isSame {
        goOn(Int(step.rows[new].life), step.rows[new], isNotice, at: step.now)
        step.rows[new].isSame = false
        continue
      }
      for at in step.rows[new].ids.indices where step.rows[new].ids[at] < 0 {
        step.rows[new].ids[at] = words.new(in: step.now)
        owners.append(-1)
      }
      if step.rows[new].life < 0 {
        step.rows[new].life = Int32(lives.count)
        let parent = parents[new]
        lives.append(
          SentenceTrack(
            first: parent.map { lives[$0].first } ?? step.now, changed: parent == nil ? nil : step.now,
            last: step.now, isNotice: isNotice, splitFrom: parent.map { lives[$0].id }, id: lives.count + 1,
            spelling: step.rows[new].spelling, ids: step.rows[new].ids, since: step.now))
      } else {
        goOn(Int(step.rows[new].life), step.rows[new], isNotice, at: step.now)
      }
      for id in step.rows[new].ids { owners[Int(id)] = step.rows[new].life }
    }
    noteMerges(step)
    for (old, row) in step.before.enumerated() where !step.isTaken[old] { past[row.wording] = row }
  }

  /// A sentence's life goes on in a version.
  private mutating func goOn(_ life: Int, _ row: LineageRow, _ isNotice: Bool, at now: Int) {
    if lives[life].last < now - 1 { lives[life].absent += Array(lives[life].last + 1..<now) }
    lives[life].last = now
    lives[life].isNotice = isNotice
    if !row.isSame, lives[life].ids != row.ids {
      lives[life].earlier.append(
        SentenceLife.Wording(wordings.text(of: lives[life].spelling), since: lives[life].since))
      lives[life].changed = now
      lives[life].since = now
      lives[life].ids = row.ids
    }
    lives[life].spelling = row.spelling
  }

  /// The life a new sentence goes on with, and the one it was split from if that one goes on elsewhere.
  private func heritage(of new: Int, _ step: LineageStep) -> (heir: Int?, parent: Int?) {
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
  private mutating func noteMerges(_ step: LineageStep) {
    for (old, row) in step.before.enumerated() where !step.isTaken[old] && !step.isClaimed[Int(row.life)] {
      var shares: [Int32: Int] = [:]
      for id in row.ids where words.stands(id, in: step.now) { shares[owners[Int(id)], default: 0] += 1 }
      guard let most = shares.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        most.value * 2 >= row.ids.count, most.key != row.life
      else { continue }
      lives[Int(most.key)].merged.append(lives[Int(row.life)].id)
    }
  }

  private func life(_ life: SentenceTrack, newest: Int) -> SentenceLife {
    let utf8 = wordings.bytes(of: life.spelling)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    let words = zip(tokens, life.ids).map { token, id in
      WordLife(
        String(decoding: utf8[token.range.start..<token.range.end], as: UTF8.self),
        spaceBefore: token.spaceBefore && token.range.start > 0, first: Int(self.words.first[Int(id)]),
        absent: (self.words.gaps[id] ?? []).flatMap { $0.map(Int.init) })
    }
    return SentenceLife(
      id: life.id, text: wordings.text(of: life.spelling), first: life.first, changed: life.changed,
      last: life.last,
      absent: life.absent, stands: life.last == newest, isNotice: life.isNotice, splitFrom: life.splitFrom,
      merged: life.merged, earlier: life.earlier, words: words)
  }
}
