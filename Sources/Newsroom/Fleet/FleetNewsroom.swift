// A fleet as a person has to do with it: made, given stories, asked how it is.

import Fleet
import Foundation
public import Story

/// A fleet, as whoever called, the settings or the environment name it.
public struct FleetPlace: Sendable {
  /// The address of its database; nil as the settings say, else `$WRITETHRU_FLEET`.
  public var address: String?
  /// The settings file named; nil: that of the archive's folder.
  public var config: String?

  /// A place of these parts.
  public init(address: String? = nil, config: String? = nil) {
    self.address = address
    self.config = config
  }
}

extension Newsroom {
  /// Makes a fleet of so many shards.
  ///
  /// - Throws: ``Failure``: `usage` when there is one already, `unavailable`.
  public func makeFleet(at place: FleetPlace, shards: Int) async throws {
    try await fleet(at: place).create(shards: shards)
  }

  /// How a fleet is doing.
  public func fleetReport(of place: FleetPlace) async throws -> FleetReport {
    FleetReport(try await fleet(at: place).status())
  }

  /// Has pages watched by a fleet. An address that belongs to a story already, or is a twin of one that does, makes no
  /// other.
  ///
  /// - Returns: how many stories are new.
  public func add(
    _ pages: [(address: String, name: Slug?)], toFleet place: FleetPlace, weight: Double = 1,
    foundIn source: String? = nil
  ) async throws -> Int {
    let fleet = try fleet(at: place)
    let time = now()
    let there = try await fleet.addresses()
    var known = KnownStories(
      there.map { Story(slug: $0.slug, addresses: [$0.address], registered: time) })
    var stories: [FleetStory] = []
    for (address, name) in pages {
      let (story, isNew) = try known.story(at: address, name: name, now: time)
      guard isNew, let plain = story.addresses.first else { continue }
      stories.append(
        FleetStory(slug: story.slug, address: plain, host: host(of: plain), weight: weight, foundIn: source))
    }
    return try await fleet.add(stories)
  }

  /// How many leases a second a fleet's database gives and takes back, with made-up stories that are removed again.
  public func fleetPace(
    of place: FleetPlace, connections: Int, batch: Int, seconds: Double
  ) async throws -> Double {
    let address = try fleetAddress(place)
    return try await FleetStore.pace(address, connections: connections, batch: batch, for: .seconds(seconds))
  }

  func fleet(at place: FleetPlace) throws -> FleetStore { try FleetStore(fleetAddress(place)) }

  private func fleetAddress(_ place: FleetPlace) throws -> FleetAddress {
    let environment = ProcessInfo.processInfo.environment["WRITETHRU_FLEET"].flatMap { $0.isEmpty ? nil : $0 }
    guard let address = try place.address ?? settings(in: place.config).fleet.url ?? environment else {
      throw Failure(
        .usage, "no fleet is named: give its database with --fleet, the setting fleet.url or $WRITETHRU_FLEET"
      )
    }
    return try FleetAddress(address)
  }
}

extension Failure {
  init(_ error: FleetError) {
    let kind: Kind =
      switch error.kind {
      case .unavailable, .conflict: .unavailable
      case .lost: .locked
      case .noFleet: .noInput
      case .badInput: .usage
      case .refused: .defect
      }
    self.init(kind, error.description)
  }
}
