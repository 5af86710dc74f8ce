// Gives back memory that is free: the C library keeps it, in as many heaps as there are threads.

import CMalloc

/// What the C library holds that nobody uses.
///
/// Pages are read, decided on and committed by a dozen threads, and each has a heap of its own that never shrinks below
/// what it once needed: a watch of 20,000 stories used 167 MB and held 735.
enum FreedMemory {
  /// Has all threads share two heaps, and large pieces given back at once; to be called before there are many.
  static func shareHeaps() {
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_MMAP_THRESHOLD, 256 << 10)
    mallopt(M_TRIM_THRESHOLD, 8 << 20)
  }

  /// Gives back what is free now; takes some milliseconds.
  static func giveBack() { malloc_trim(0) }
}
