// Tests of how web addresses are read and refused.

import Testing

@testable import Fetch

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://news.example/harbour-fire", "https://news.example/harbour-fire"),
    ("HTTPS://News.Example", "https://news.example/"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("http://news.example:8080/a?b=c#top", "http://news.example:8080/a?b=c"),
    ("https://news.example/a/../b/./c", "https://news.example/b/c"),
    ("https://news.example/größe", "https://news.example/gr%c3%b6%c3%9fe"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://news.example./", "https://news.example./"),
    ("http://2130706433/", "http://127.0.0.1/"),
    ("http://0x7f.1/", "http://127.0.0.1/"),
    ("http://0177.0.0.1/", "http://127.0.0.1/"),
    ("http://127.1/", "http://127.0.0.1/"),
    ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"),
    ("http://１２７.０.０.１/", "http://127.0.0.1/"),
    ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
    ("http://127。0。0。1/", "http://127.0.0.1/"),
    ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
  ])
  func `an address has one written form`(given: String, written: String) throws {
    let address = try WebAddress(given)
    #expect(address.text == written)
    #expect(try WebAddress(address.text) == address)
  }

  @Test(arguments: [
    "", "news.example/a", "ftp://news.example/", "file:///etc/passwd", "unix:/run/docker.sock",
    "javascript:alert(1)",
    "gopher://127.0.0.1:6379/_x", "https:/news.example/", "https:///news.example/", "https:news.example",
    "http://", "https://?a", "https://#", "http://:80/", "https://user@news.example/",
    "https://user:word@news.example/", "https://@news.example/", "https://:@news.example/",
    "http://127.0.0.1:8888\\@news.example/", "https://news.example\\a", "https://news.example/a b",
    "https://news.example/a\tb", "https://news.example/\r\nHost: other.example", "https://news.example/\u{0}",
    "https://news.example/\u{7F}", " https://news.example/", "https://news.example/ ",
    "https://news.example:0/",
    "https://news.example:65536/", "https://news.example:80:80/", "https://news.example:port/",
    "http://[::1/",
    "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://news..example/%",
    "http://a%00b.example/",
    "http://a%2fb.example/", "http://a%40b.example/", "http://a<b>.example/", "http://\u{FF0F}.example/",
    "https://news.example/" + String(repeating: "a", count: 9000),
  ])
  func `what is no whole, plain web address is refused`(given: String) {
    if let address = try? WebAddress(given) {
      Issue.record("\(given) → \(address.text) host \(address.host)")
    }
  }
}
