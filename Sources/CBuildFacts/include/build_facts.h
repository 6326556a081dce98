/* What scripts/build told the compiler about this build; each is empty where it told nothing. */
#ifndef CBUILDFACTS_BUILD_FACTS_H
#define CBUILDFACTS_BUILD_FACTS_H

/* The commit, 40 hexadecimal digits, with "-modified" when the tree had changes. */
const char *cbf_commit(void);

/* The compiler, such as "6.3.1". */
const char *cbf_swift(void);

/* The packages, such as "GRDB.swift 7.10.0, swift-nio 2.101.2". */
const char *cbf_packages(void);

#endif
