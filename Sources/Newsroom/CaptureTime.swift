// When a file was captured: what its name says, else its date.

import Foundation
import Story

/// A time of capture and where it comes from.
struct CaptureTime: Hashable {
  var time: Timestamp
  var source: TimeSource

  /// The time a file's name begins with, in UTC: `2020-01-06T2200Z`, `2020-01-06T22:00:30Z`, `2020-01-06T220030Z`,
  /// `20200106220030` (as the Wayback Machine writes it), `2020-01-06`.
  init?(fileName: String) {
    let stem = fileName.prefix { $0 != "." }
    let digits = stem.filter { $0.isASCII && $0.isNumber }
    let shape = String(stem.map { $0.isASCII && $0.isNumber ? "0" : $0 })
    let shapes = [
      "0000-00-00T0000Z", "0000-00-00T00:00Z", "0000-00-00T000000Z", "0000-00-00T00:00:00Z", "00000000000000",
      "0000-00-00",
    ]
    guard
      let matched = shapes.first(where: {
        shape == $0 || shape.hasPrefix($0 + "-") || shape.hasPrefix($0 + "_")
      })
    else { return nil }
    let count = matched.filter { $0 == "0" }.count
    let padded = Array(digits.prefix(count)) + Array(repeating: "0", count: 14 - count)
    func part(_ range: Range<Int>) -> String { String(padded[range]) }
    let written =
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    // Foundation reads 25:60 as a time of the day after.
    guard let time = Timestamp(written), time.description == written else { return nil }
    self.time = time
    source = .fileName
  }

  init(time: Timestamp, source: TimeSource) {
    self.time = time
    self.source = source
  }

  /// The time of a file: its name's, else its date of change.
  init(ofFileAt path: String) throws {
    let name = (path as NSString).lastPathComponent
    if let named = CaptureTime(fileName: name) {
      self = named
      return
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    guard let date = attributes[.modificationDate] as? Date else {
      throw Failure(.badData, "\(name) has no date: give its time of capture with --at")
    }
    self.init(time: Timestamp(date), source: .fileDate)
  }
}
