// What other processes ask of the writer, done by it.

import Story

extension Recorder {
  /// Does what other processes asked for, and hands back the requests that are not the archive's to do.
  ///
  /// Each can be done twice without harm: a registration is a state, a look carries its request's id while it waits,
  /// and a removal finds its tombstone.
  func takeRequests() throws(ArchiveError) -> [Request] {
    let requests = Requests(folder: folder.requests)
    let waiting = try requests.waiting()
    var others: [Request] = []
    var registered: [Request] = []
    for request in waiting {
      do throws(ArchiveError) {
        switch request.work {
        case .register(let story):
          registrations[story.slug] = story
          changedByOthers.insert(story.slug)
          registered.append(request)
          continue
        case .note(let look): try note([look], request: request.id)
        case .resources(let resources):
          try record(resources: resources.map { ResourceEntry($0) })
        case .log(var event):
          event.id = request.id
          let isDone = try ask { try $0.events() }.contains { $0.id == request.id }
          if !isDone { events.append(event) }
          registered.append(request)
          continue
        case .remove(let slug, let reason, let erases):
          let isDone = try ask { try $0.removal(of: slug) != nil }
          if !isDone { try remove(slug, reason: reason, erases: erases) }
          changedByOthers.insert(slug)
        case .other:
          others.append(request)
          continue
        }
        try requests.end(request, refusal: nil)
      } catch {
        // What is wrong with the request is told to its maker; what is wrong here stops the writer.
        guard [.badInput, .notFound].contains(error.kind) else { throw error }
        try requests.end(request, refusal: error)
      }
    }
    if !registrations.isEmpty || !events.isEmpty { try recordDue() }
    for request in registered { try requests.end(request, refusal: nil) }
    return others
  }
}
