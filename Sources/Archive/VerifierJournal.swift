// Verifying the journal's own claims: signatures, the digests of manifests, the Merkle root, tombstones.

import Story

extension Verifier {
  /// Checks what a journal commit says of itself and of what came before.
  ///
  /// - Parameter tally: how far the journal reaches with the commits before; brought up to date.
  mutating func checkClaims(of id: ObjectID, looks: Int, tally: inout Tally) {
    guard
      let claims = attempt(
        "\(id)", { repository throws(ArchiveError) in try Self.claims(of: id, in: repository) })
    else { return }
    // Commits of archives that did not count yet have no tally.
    guard let claimed = claims.tally else { return }
    for line in claims.manifests {
      tally.manifests.add(line)
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 3, let capture = CaptureID(String(decoding: words[1], as: UTF8.self)),
        Int(String(decoding: words[0], as: UTF8.self)) == tally.manifests.size
      else {
        note("\(id)", "manifests.txt has a line of another form")
        continue
      }
      manifests[capture] = String(decoding: words[2].dropLast(), as: UTF8.self)
    }
    tally.looks += looks
    tally.root = tally.manifests.root
    tally.segment = claimed.segment
    tally.form = claimed.form
    if tally != claimed { note("\(id)", "its tally or Merkle root is not that of the journal up to it") }
    tally = claimed
    guard let signer = claims.signer else {
      note("\(id)", "its signature is missing or is not of these bytes")
      return
    }
    if SigningKey.line(signer) != claims.key {
      note("\(id)", "it is signed by another key than it names")
    } else if !signers.isEmpty && !signers.contains(SigningKey.line(signer)) {
      note("\(id)", "it is signed by a key that allowed_signers does not list")
    }
  }

  /// Notes what removals say is missing, so that it is no damage.
  mutating func learnHoles(_ removals: [Removal]) {
    for removal in removals where removal.erases {
      for payload in removal.payloads { if let id = ObjectID(payload) { holes.insert(id) } }
    }
  }

  /// The keys that `allowed_signers` lists, a line each; none when there is no list.
  static func signers(_ folder: ArchiveFolder) -> Set<String> {
    guard let bytes = try? Disk.read(folder.allowedSigners) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return Set(lines.map { $0.split(separator: " ").suffix(2).joined(separator: " ") })
  }

  private static func claims(
    of id: ObjectID, in repository: borrowing Repository
  ) throws(ArchiveError) -> (tally: Tally?, manifests: [[UInt8]], signer: [UInt8]?, key: String) {
    let bytes = try repository.read(.commit, id)
    let tree = try repository.tree(repository.commit(id).tree)
    guard tree[Journal.tallyFile] != nil else { return (nil, [], nil, "") }
    let signer = Commit.signature(in: bytes).flatMap { SSHSignature.signer(of: $0.signed, $0.signature) }
    let key = try repository.file(Journal.signerFile, in: tree) ?? []
    return (
      try Journal.tally(of: id, in: repository), try Journal.manifestLines(id, in: repository), signer,
      String(String(decoding: key, as: UTF8.self).prefix { $0 != "\n" })
    )
  }
}
