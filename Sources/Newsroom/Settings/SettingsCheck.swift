// Checks settings.

public import Report

extension Newsroom {
  /// The settings as they hold.
  ///
  /// - Throws: ``Failure`` of kind `settings` that points at all that is wrong, or `noInput`.
  public func checkSettings(in given: String?) throws -> SettingsReport {
    let settings = try settings(in: given)
    // Files that are named must be readable too.
    _ = try rates(of: settings)
    _ = try siteRules(of: settings)
    return SettingsReport(
      file: settingsFile(named: given),
      rows: settings.effective.map { .init(name: $0.name, value: $0.value, line: $0.line) })
  }
}
