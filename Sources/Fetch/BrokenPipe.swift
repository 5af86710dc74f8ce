// Keeps a hung-up server from ending the program.

import Glibc

/// Runs `work` with SIGPIPE held back on this thread.
///
/// OpenSSL writes to sockets with plain `write`, and writing to a server that has hung up raises SIGPIPE, which ends
/// the program; with `CURLOPT_NOSIGNAL` libcurl leaves this to us. The signal goes to the thread that wrote, so it is
/// blocked there, and one that came is taken away before the mask is set back. The rest of the program keeps its
/// usual SIGPIPE, so that `writethru log | head` still ends quietly.
func withoutBrokenPipeSignal<Value, Fault: Error>(_ work: () throws(Fault) -> Value) throws(Fault) -> Value {
  var pipe = sigset_t()
  var before = sigset_t()
  var pending = sigset_t()
  sigemptyset(&pipe)
  sigaddset(&pipe, SIGPIPE)
  sigpending(&pending)
  let wasPending = sigismember(&pending, SIGPIPE) == 1
  guard !wasPending, pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0 else { return try work() }
  defer {
    var noTime = timespec()
    while sigtimedwait(&pipe, nil, &noTime) == -1 && errno == EINTR {}
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
  return try work()
}
