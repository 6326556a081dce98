#include "build_facts.h"

#ifndef CRMSH_COMMIT
#define CRMSH_COMMIT ""
#endif
#ifndef CRMSH_SWIFT
#define CRMSH_SWIFT ""
#endif
#ifndef CRMSH_PACKAGES
#define CRMSH_PACKAGES ""
#endif

const char *cbf_commit(void) { return CRMSH_COMMIT; }
const char *cbf_swift(void) { return CRMSH_SWIFT; }
const char *cbf_packages(void) { return CRMSH_PACKAGES; }
