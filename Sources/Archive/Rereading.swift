// A version read again, as the journal keeps it: a commit on its branch that is no version.

import Story

/// A line of the journal: the last version of a story was read again by another extractor.
struct Rereading: Codable, Hashable, Sendable {
  /// The story.
  var story: Slug
  /// The version's number.
  var number: Int
  /// The commit that has the newer reading; it follows the version, or the reading before, on the branch.
  var commit: String
  /// What read it.
  var extractor: String

  /// The version as it stands with this reading.
  func applied(to version: Version) -> Version {
    var version = version
    version.reread = Version.Reread(commit: commit, extractor: extractor)
    return version
  }
}

extension Batch {
  /// Adds what a batch has to the versions before it, by story and in order of arrival.
  func add(to versions: inout [Slug: [Version]]) {
    for rereading in rereadings {
      guard let place = versions[rereading.story]?.lastIndex(where: { $0.number == rereading.number }),
        let version = versions[rereading.story]?[place]
      else { continue }
      versions[rereading.story]?[place] = rereading.applied(to: version)
    }
    for version in self.versions { versions[version.story, default: []].append(version) }
  }

  /// The commits that a batch put on branches, in their order.
  var moves: [(story: Slug, commit: String)] {
    rereadings.map { ($0.story, $0.commit) } + versions.map { ($0.story, $0.commit) }
  }
}

extension Recorder {
  /// Adds a newer reading of a story's last version, unless it has another version by now.
  func add(
    _ reread: RereadContent, of slug: Slug, to batch: inout BatchInMaking
  ) throws(ArchiveError) {
    guard batch.branches[slug] == nil, let last = try ask({ try $0.lastVersion(of: slug) }),
      last.number == reread.number
    else { return }
    var branch = try branch(of: slug)
    guard let tip = branch.tip else { return }
    let commit = try VersionCommit.add(
      reread.content, rereading: last, tip: tip, committer: committer, in: repository, to: &batch.new)
    branch.tip = commit
    batch.branches[slug] = branch
    batch.draft.rereadings.append(
      Rereading(
        story: slug, number: last.number, commit: commit.description, extractor: reread.content.extractor))
  }

  /// All commits of a story's branch, the first one first.
  func line(of slug: Slug) throws(ArchiveError) -> [ObjectID] {
    var commits: [ObjectID] = []
    var next = try repository.tip(of: slug.branch)
    while let id = next {
      commits.append(id)
      next = try repository.commit(id).parents.first
    }
    return commits.reversed()
  }
}
