/* What Swift cannot import from the C library: variadic functions. */
#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <sys/prctl.h>

/* No core, whatever pattern the system has for them, and no look into this process by others of the
   same user; see prctl(2). 0, or -1. */
static inline int cpr_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

#endif
