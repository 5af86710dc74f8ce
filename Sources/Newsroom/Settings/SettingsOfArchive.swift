// Finds and reads the settings of an archive.

import Foundation
import Schedule

extension Newsroom {
  /// Where an archive's settings are: the file named, else `writethru.yaml` in the archive; nil when there is none.
  public func settingsFile(named given: String?) -> String? {
    if let given { return given }
    let own = path + "/writethru.yaml"
    return FileManager.default.fileExists(atPath: own) ? own : nil
  }

  /// The settings of the archive; the defaults when it has none.
  ///
  /// - Parameter given: the file named with `--config`.
  /// - Throws: ``Failure`` of kind `noInput` when the file named cannot be read, `settings` when something in it is
  ///   wrong: then each line of its message points at one fault.
  public func settings(in given: String? = nil) throws -> Settings {
    guard let file = settingsFile(named: given) else { return Settings() }
    let text = try Self.text(of: file, atMost: SettingsReader.mostBytes, what: "settings")
    do {
      return try Settings(yaml: text)
    } catch {
      throw Failure(.settings, error.lines(file: file).joined(separator: "\n"))
    }
  }

  /// The rates of change that settings name, else those the program carries.
  ///
  /// - Throws: ``Failure`` of kind `noInput` or `settings`.
  func rates(of settings: Settings) throws -> RateBook {
    guard let name = settings.schedule.rates else { return .published }
    let file = ratesFile(name)
    do {
      return try RateBook(Self.text(of: file, atMost: 16 << 20, what: "rates"))
    } catch let fault as RateBook.Fault {
      throw Failure(.settings, "\(shown(file)):\(fault.line): \(fault.problem)")
    }
  }

  /// A file of rates by the name that settings give it: within the archive unless it says otherwise.
  func ratesFile(_ name: String) -> String { name.hasPrefix("/") ? name : "\(path)/\(name)" }

  static func text(of file: String, atMost bytes: Int, what: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file),
      let data = try? handle.read(upToCount: bytes + 1)
    else {
      // An empty file reads as nil.
      if FileManager.default.isReadableFile(atPath: file) { return "" }
      throw Failure(.noInput, "the \(what) in \(shown(file)) cannot be read: is the name right?")
    }
    guard data.count <= bytes else {
      throw Failure(.settings, "\(shown(file)):1:1: the file is larger than \(bytes >> 20) MB")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.settings, "\(shown(file)):1:1: the file is not UTF-8 text")
    }
    return text
  }
}
