// The keys of web archives' indexes.

import Testing

@testable import Evidence

@Suite struct SearchKeyTests {
  @Test(
    arguments: [
      ("https://www.a.example:443/Page?b=1&a=2#part", "example,a)/page?a=2&b=1"),
      ("http://www2.a.example/", "example,a)/"),
      ("http://a.example", "example,a)/"),
      ("http://a.example/x/", "example,a)/x"),
      ("http://127.0.0.1:8080/x", "1,0,0,127:8080)/x"),
      ("urn:writethru:story:Fire", "urn:writethru:story:fire"),
    ])
  func key(_ address: String, _ key: String) { #expect(searchKey(of: address) == key) }
}
