// Connections that are slow on purpose are closed.

import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is not whole in time, or that asks nothing for long.
///
/// A whole request may take its time to be answered, so that events can be waited for.
final class Deadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let request: TimeAmount
  private let idle: TimeAmount
  private var planned: Scheduled<Void>?

  /// - Parameters:
  ///   - request: in what time a request has to be whole.
  ///   - idle: how long a connection may wait for the next.
  init(request: TimeAmount = .seconds(10), idle: TimeAmount = .seconds(30)) {
    self.request = request
    self.idle = idle
  }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { plan(request, context) } }
  func handlerRemoved(context: ChannelHandlerContext) { planned?.cancel() }

  func channelActive(context: ChannelHandlerContext) {
    plan(request, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    planned?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { planned?.cancel() }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { plan(idle, context) }
    context.write(data, promise: promise)
  }

  private func plan(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    planned?.cancel()
    let channel = context.channel
    planned = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
