// The function that libFuzzer's main calls with every input. In C, because SwiftPM renames the main of a Swift program.

#include <stddef.h>
#include <stdint.h>

int fuzzComparison(const uint8_t *start, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *start, size_t count) {
  return fuzzComparison(start, count);
}
