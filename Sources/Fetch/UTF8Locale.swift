// Makes C functions that heed the locale take text for UTF-8.

import Glibc

/// Runs `work` with UTF-8 as this thread's character set.
///
/// libcurl 7.88 turns international host names to ASCII by way of `idn2_lookup_ul`, which takes its input to be in the
/// locale's character set; a program that never set a locale has plain ASCII there, and every such name is refused.
/// Setting the whole program's locale would reach into code that is not ours.
func withUTF8Locale<Value>(_ work: () -> Value) -> Value {
  // C.UTF-8 is built into glibc from 2.35 on (Debian 12 has 2.36). It lives as long as the program.
  guard let locale = UTF8Locale.shared else { return work() }
  let before = uselocale(locale.handle)
  defer { uselocale(before) }
  return work()
}

private struct UTF8Locale: @unchecked Sendable {
  // Sendable: glibc's locale objects are only read once made, by any number of threads.
  let handle: locale_t

  static let shared: UTF8Locale? = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil).map { UTF8Locale(handle: $0) }
}
