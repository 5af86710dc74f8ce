// What a lineage is followed with: sentences of one version, their lives, the work on one version.

import Story

/// A sentence of a version: the numbers and identities of its words, and whose life it is.
struct LineageRow: Sendable {
  /// Its number by its bytes.
  var spelling: Int32
  /// Its number by its words.
  var wording: Int32
  var numbers: [Int32]
  /// The identity of each word; -1 for one not known yet. Empty until it is known whether the sentence went on.
  var ids: [Int32] = []
  /// The place of its life; -1 while not known.
  var life: Int32 = -1
  /// Whether the words are the same as those of the row it was taken from.
  var isSame = false
}

/// A sentence's life while it is followed.
struct SentenceTrack: Sendable {
  var first: Int
  var changed: Int?
  var last: Int
  var absent: [Int] = []
  var isNotice: Bool
  var splitFrom: Int?
  var merged: [Int] = []
  var earlier: [SentenceLife.Wording] = []
  var id: Int
  /// How it last stood, by its bytes.
  var spelling: Int32
  var ids: [Int32]
  /// Since when it stands as it does.
  var since: Int
}

/// What is known while one version is worked in.
struct LineageStep {
  var now: Int
  var before: [LineageRow]
  var rows: [LineageRow]
  /// Whether an old sentence went on word for word.
  var isTaken: [Bool]
  /// Whether a life goes on in this version, by its place.
  var isClaimed: [Bool]

  /// The work on a version before it begins.
  init(now: Int, before: [LineageRow], rows: [LineageRow], lives: Int) {
    self.now = now
    self.before = before
    self.rows = rows
    isTaken = Array(repeating: false, count: before.count)
    isClaimed = Array(repeating: false, count: lives)
  }
}
