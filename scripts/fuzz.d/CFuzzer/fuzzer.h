#include <stddef.h>
#include <stdint.h>

// LLVM's libFuzzer, "Using libFuzzer as a library" (llvm.org/docs/LibFuzzer.html).
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *data, size_t size));
