// Fetches from this machine, for tests.

@testable import Fetch

extension FetchSettings {
  /// Bounds for tests: this machine is allowed, and nothing takes long.
  static func local(_ change: (inout FetchSettings) -> Void = { _ in }) -> FetchSettings {
    var settings = FetchSettings(contact: "desk@news.example")
    settings.allowedAddresses = ["127.0.0.1", "::1"].compactMap { try? AddressRange($0) }
    // Only a bound: tests of slowness set their own, and a busy machine is no failure. The server's own threads may
    // stand still for minutes while other rooms' tests have the processor.
    settings.timeout = .seconds(1200)
    settings.connectTimeout = .seconds(1200)
    settings.minimumSpeedTime = .seconds(1200)
    change(&settings)
    return settings
  }
}

/// Fetches from this machine.
func fetch(_ address: String, _ change: (inout FetchSettings) -> Void = { _ in }) async throws(FetchError)
  -> Answer
{
  try await Fetcher(settings: .local(change)).fetch(address)
}

/// The problem that a fetch from this machine ends with; nil when it ends well.
func problem(
  _ address: String, _ change: (inout FetchSettings) -> Void = { _ in }
) async -> FetchError.Problem? {
  do {
    _ = try await fetch(address, change)
    return nil
  } catch {
    return error.problem
  }
}
