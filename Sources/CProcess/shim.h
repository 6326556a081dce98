/* What Swift cannot import from the C library: variadic functions, and headers its module lacks. */
#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <malloc.h>
#include <sys/prctl.h>

/* No core, whatever pattern the system has for them, and no look into this process by others of the
   same user; see prctl(2). 0, or -1. */
static inline int cpr_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* Blocks of so many bytes go back to the system when they are freed, now and later: the limit no
   longer grows with what was freed; see mallopt(3). 1, or 0. */
static inline int cpr_give_back_blocks(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }

/* Threads share so many heaps; see mallopt(3). 1, or 0. */
static inline int cpr_share_heaps(int most) { return mallopt(M_ARENA_MAX, most); }

/* Whole pages of the heaps that nothing uses go back to the system; see malloc_trim(3). 1 where there
   were some, or 0. */
static inline int cpr_give_back_pages(void) { return malloc_trim(0); }

#endif
