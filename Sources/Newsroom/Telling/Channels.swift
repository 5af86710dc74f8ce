// The channels that settings name, ready to send.

import Fetch
import Foundation
import Story
import Telling

extension Newsroom {
  /// The outbox, in the archive's folder. Deleting it only means: tell from now on.
  var outbox: Outbox { Outbox(folder: path + "/telling") }

  /// A channel with what it tells.
  struct ReadyChannel: Sendable {
    var channel: any Channel
    var settings: Settings.Channel
  }

  /// The channels that settings name, by name.
  func channels(_ settings: Settings) throws -> [ReadyChannel] {
    try settings.telling.channels.sorted { $0.key < $1.key }.compactMap { name, set in
      try channel(name, set).map { ReadyChannel(channel: $0, settings: set) }
    }
  }

  private func channel(_ name: String, _ set: Settings.Channel) throws -> (any Channel)? {
    let outgoing = try outgoing(allowing: set.allowedAddresses, certificates: set.certificates)
    switch set.way {
    case .none: return nil
    case .webhook(let address, let form, let secret, let headers):
      return Webhook(
        name: name, address: address, host: host(of: address), form: form, secret: secret, headers: headers,
        settings: outgoing)
    case .mail(let server, let from, let to):
      return Mail(name: name, server: server, from: from, to: to, settings: outgoing)
    case .command(let words, let timeout):
      return CommandHook(name: name, arguments: words, timeout: .seconds(timeout))
    case .feed(let file, let address):
      return FeedFile(
        name: name, path: file.hasPrefix("/") ? file : "\(path)/\(file)", address: address,
        stateFolder: outbox.folder(of: name) + "/feed")
    }
  }

  /// The bounds of what goes out.
  func outgoing(allowing addresses: [String], certificates: String? = nil) throws -> OutgoingSettings {
    let gate: AddressGate
    do {
      gate = AddressGate(allowed: try addresses.map { try AddressRange($0) })
    } catch {
      throw Failure(.settings, "allow-addresses: \(error)")
    }
    var settings = OutgoingSettings { gate.refusal(of: $0, host: $1) }
    settings.userAgent = Self.software.replacing(" ", with: "/")
    settings.certificateFile = certificates.map { $0.hasPrefix("/") ? $0 : "\(path)/\($0)" }
    return settings
  }
}
