// Making an archive's repository.

import CLibgit2
import Story

extension Repository {
  /// Where a repository is put together before it gets its name.
  static func draft(of path: String) -> String { path + ".new" }

  /// Makes a bare repository with a page that explains it. A process killed half way leaves none.
  static func create(at path: String, committer: Committer, time: Timestamp) throws(ArchiveError) {
    _ = Git.started
    let draft = draft(of: path)
    try Disk.removeFolder(draft)
    try initialise(draft)
    try Repository(at: draft).writePage(committer: committer, time: time)
    for folder in ["", "/objects", "/refs", "/refs/heads"] { try Disk.syncFolder(draft + folder) }
    try Disk.move(draft, to: path)
  }

  /// The first commit: a page that says what this is.
  private func writePage(committer: Committer, time: Timestamp) throws(ArchiveError) {
    var new = try PackDraft()
    let name = "README.md"
    let page = try add(.blob, Array(Self.readme.utf8), to: &new)
    let tree = try add(.tree, Tree([TreeEntry(name: name, id: page)]).bytes, to: &new)
    let commit = Commit(
      tree: tree, parents: [], committer: committer, seconds: time.seconds,
      message: "Explain this archive\n")
    let id = try add(.commit, commit.bytes, to: &new)
    try write(new)
    try move("refs/heads/README", to: id, expecting: .mustNotExist)
  }

  private static func initialise(_ path: String) throws(ArchiveError) {
    let repository = try Git.make(.writing, "the repository \(path)") { handle in
      var options = git_repository_init_options()
      git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
      options.flags = GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_MKDIR.rawValue
      return "README".withCString { head in
        options.initial_head = head
        return git_repository_init_ext(&handle, path, &options)
      }
    }
    defer { git_repository_free(repository) }
    let config = try Git.make(.writing, "its settings") { git_repository_config(&$0, repository) }
    defer { git_config_free(config) }
    for (name, value) in settings {
      try Git.check(git_config_set_string(config, name, value), .writing, "its settings")
    }
  }

  /// Tells git which signatures count: the list that stands beside the repository, wherever that is now.
  func setSigners(_ file: String) throws(ArchiveError) {
    let config = try Git.make(.reading, "the settings") { git_repository_config(&$0, handle) }
    defer { git_config_free(config) }
    for (name, value) in [("gpg.format", "ssh"), ("gpg.ssh.allowedsignersfile", file)] {
      var buffer = git_buf()
      defer { git_buf_dispose(&buffer) }
      let isSet =
        git_config_get_string_buf(&buffer, config, name) == 0
        && buffer.ptr.map { String(cString: $0) } == value
      if !isSet { try Git.check(git_config_set_string(config, name, value), .writing, "the settings") }
    }
  }

  private static let settings = [
    // Nobody tidies up behind the writer's back, and nothing is ever thrown away.
    ("gc.auto", "0"), ("gc.pruneExpire", "never"),
    ("core.logAllRefUpdates", "false"),
    // What is fetched or pushed into it stays in packs.
    ("transfer.unpackLimit", "1"),
  ]

  private static let readme = """
    # An archive of news stories

    Writethru keeps this repository: every version of every story it watches. It is a plain git repository, and
    git is all it takes to read it.

    - `git branch` lists the stories: one branch a story.
    - `git log <story>` lists its versions in the order they arrived, one commit a version. A commit's time is the
      time of capture; the line `Time-Source` says where that time comes from. A commit that says `Kind: reread` is no
      version: a later extractor read the bytes of the version before it again.
    - `git log -p <story> -- <story>.txt` shows what changed, sentence by sentence.
    - `git show <story>:<story>.html` gives the page byte for byte (`.source` when it is no web page).

    The files of a version: `.txt` the text, one sentence a line; `.json` the article as it was read; `.html` or
    `.source` the body as it came, its content coding undone; `.http` status line and headers; `.screenshot` a picture
    of the page, where one was asked for; `.learnt` lines that had been learnt to be the site's own, not the story's
    (`Learnt-Sha256` in the message is its SHA-256); `.capture.json` how, when and by what it was captured. `Payload-Sha256` in
    the commit's message is the SHA-256 of the body, `Manifest-Sha256` that of `.capture.json`.

    `refs/writethru/journal` keeps every look at a story and its result, one commit a batch: `looks.jsonl`,
    `versions.jsonl`, the registered stories, and under `payloads` the bodies that made no version. Where a version's images
    and styles were asked for, `resources.jsonl` says what became of each, and their bodies are under `payloads` too.

    Please do not commit here, and do not run `git gc --prune=now` or `git prune`.

    """
}
