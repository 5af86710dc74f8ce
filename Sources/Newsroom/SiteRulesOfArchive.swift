// The rules for single sites that an archive's settings add to those that come along.

import Extraction
import Foundation
import Synchronization

/// Rules of sites that are read when they are first asked for, and kept.
final class SiteRuleBook: Sendable {
  private let read: @Sendable () throws -> SiteRules
  private let kept = Mutex<SiteRules?>(nil)

  init(_ read: @escaping @Sendable () throws -> SiteRules) { self.read = read }

  /// The rules.
  ///
  /// - Throws: ``Failure`` that points at the lines that are wrong.
  func rules() throws -> SiteRules {
    if let rules = kept.withLock({ $0 }) { return rules }
    let rules = try read()
    kept.withLock { $0 = rules }
    return rules
  }

  /// Has these rules hold from now on.
  func replace(by rules: SiteRules) { kept.withLock { $0 = rules } }
}

extension Newsroom {
  /// The rules in the folder that settings name; none when they name none.
  ///
  /// - Throws: ``Failure`` of kind `noInput` when there is no such folder, `settings` when something in a file is
  ///   wrong: then each line of its message points at one fault.
  func siteRules(of settings: Settings) throws -> SiteRules {
    guard let name = settings.siteRules else { return .none }
    return try Self.siteRules(in: name.hasPrefix("/") ? name : "\(path)/\(name)")
  }

  /// The rules in the `.txt` files of a folder, in order of the files' names.
  static func siteRules(in folder: String) throws -> SiteRules {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw Failure(.noInput, "the folder of site rules \(shown(folder)) cannot be read: is the name right?")
    }
    var rules = SiteRules.none
    var faults: [String] = []
    for name in names.filter({ $0.hasSuffix(".txt") && !$0.hasPrefix(".") }).sorted() {
      let file = "\(folder)/\(name)"
      do {
        rules = try rules.before(SiteRules(text(of: file, atMost: 4 << 20, what: "site rules")))
      } catch let error as SiteRules.Faults {
        faults += error.faults.map { "\(shown(file)):\($0.line): \(shown($0.problem))" }
      }
    }
    guard faults.isEmpty else { throw Failure(.settings, faults.joined(separator: "\n")) }
    return rules
  }

  /// Reads pages by the rules that settings name from now on.
  func take(siteRulesOf settings: Settings) throws {
    pages.siteRules.replace(by: try siteRules(of: settings))
    pages.known.forget()
  }
}
