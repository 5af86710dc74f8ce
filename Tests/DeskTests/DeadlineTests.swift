// Connections that are slow on purpose are closed; others are not.

import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Desk

@Suite struct DeadlineTests {
  private static let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")

  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: Deadline(request: .seconds(10), idle: .seconds(30)))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  @Test func `a head that does not come ends the connection`() throws {
    let channel = try channel()
    channel.embeddedEventLoop.advanceTime(by: .seconds(9))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test func `a body that drips does not earn more time`() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.head))
    for _ in 0..<12 where channel.isActive {
      try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "a")))
      channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    }
    #expect(!channel.isActive)
  }

  @Test func `a whole request may take its time to be answered`() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.head))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .hours(1))
    #expect(channel.isActive)
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .seconds(29))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }
}
