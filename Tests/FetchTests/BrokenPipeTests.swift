// Tests that a hung-up server cannot end the program.

import Glibc
import Testing

@testable import Fetch

@Suite struct BrokenPipeTests {
  @Test func `a broken pipe while working is passed over, and the signal is back to normal after`() {
    // Were the signal not held back, this test run would end here.
    let answer = withoutBrokenPipeSignal {
      pthread_kill(pthread_self(), SIGPIPE)
      return 7
    }
    #expect(answer == 7)
    var mask = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &mask)
    #expect(sigismember(&mask, SIGPIPE) == 0)
    var pending = sigset_t()
    sigpending(&pending)
    #expect(sigismember(&pending, SIGPIPE) == 0)
  }
}
