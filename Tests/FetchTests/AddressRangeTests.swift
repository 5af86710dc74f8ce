// Tests of how address ranges are read.

import Testing

@testable import Fetch

@Suite struct AddressRangeTests {
  @Test(arguments: [
    ("10.0.0.5", "10.0.0.5", "10.0.0.4"), ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"),
    ("192.168.4.0/22", "192.168.7.255", "192.168.8.0"), ("10.0.0.4/31", "10.0.0.5", "10.0.0.6"),
    ("::1", "::1", "::2"), ("fd00::/8", "fdff::1", "fc00::1"), ("fd00:1:2::/47", "fd00:1:3::9", "fd00:1:4::"),
    ("0.0.0.0/0", "203.0.113.9", "::1"), ("::/0", "2001:db8::1", "127.0.0.1"),
    ("::ffff:10.0.0.5", "10.0.0.5", "::5"), ("::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.0"),
  ])
  func `a range holds its own addresses and no others`(text: String, inside: String, outside: String) throws {
    let range = try AddressRange(text)
    #expect(range.contains(try #require(NetworkAddress(inside))))
    #expect(!range.contains(try #require(NetworkAddress(outside))))
    #expect(try AddressRange(range.description) == range)
  }

  @Test(arguments: [
    "", "/", "10.0.0.5/", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/ 8",
    "10.0.0",
    "127.1", "0x7f.0.0.1", "2130706433", "10.0.0.256", "::1/129", ":::", "[::1]", "fe80::1%eth0", "localhost",
    "10.0.0.0/٨", "10.0.0.0/1000", "::ffff:10.0.0.0/8", "10.0.0.1/8",
  ])
  func `what is no range is refused with advice`(text: String) {
    let error = #expect(throws: AddressError.self) { try AddressRange(text) }
    #expect(error?.given == text)
  }

  @Test func `a block that starts elsewhere is named`() {
    let error = #expect(throws: AddressError.self) { try AddressRange("10.1.2.3/8") }
    #expect(error?.reason.contains("write 10.0.0.0/8") == true)
  }

  @Test func `a refusal shows no control characters`() {
    let error = #expect(throws: AddressError.self) { try AddressRange("\u{1B}]0;x\u{7}\u{202E}") }
    #expect(error?.description.hasPrefix("“\u{FFFD}]0;x\u{FFFD}\u{FFFD}”") == true)
  }
}
