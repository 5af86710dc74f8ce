// SHA-256 against the values of the standard.

import Archive
import Testing

@Suite struct DigestTests {
  @Test func `the digest of "abc" is the one FIPS 180-4 gives`() {
    #expect(
      sha256Hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `nothing has a digest too`() {
    #expect(sha256Hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
