// The settings of what goes with a version: images, styles and fonts.

public import Story

extension Settings {
  /// Which versions get the images, styles and fonts of their pages, and how much at most.
  public struct Resources: Sendable {
    /// Whether those of all stories do, unless a story's own setting says otherwise.
    public var keepsAll = false
    /// The most of one version that are asked for.
    public var most = 100
    /// The most bytes of one of them.
    public var largest = 8 << 20
    /// The most bytes of one version's together.
    public var budget = 32 << 20
    /// The longest time that fetching those of one version may take, in seconds.
    public var patience = 600.0
  }

  /// Whether the images and styles of a story's versions are wanted.
  public func wantsResources(of story: Slug) -> Bool { resourcesOf[story] ?? resources.keepsAll }
}

extension Settings.Resources {
  mutating func take(from map: inout SettingsMap) {
    keepsAll = map.take("keep", or: keepsAll, as: "all or none", { $0 ? "all" : "none" }) { text in
      ["all": true, "none": false][text]
    }
    most = map.take("most", or: most, as: "a number from 1 to 1000", String.init) { text in
      Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
    }
    largest = map.take("largest", or: largest, as: "a size from 1KB to 1GB", size, bytes)
    budget = map.take("budget", or: budget, as: "a size from 1KB to 1GB", size, bytes)
    patience = map.take("patience", or: patience, as: "a time from 1s to 1h", span) {
      seconds($0, in: 1...3600)
    }
  }
}
