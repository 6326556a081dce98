#ifndef CCRASH_H
#define CCRASH_H

/* From now on a crash leaves a terminal with the modes that it has now, and without marks of pastes. What
   a signal did before it does after that. Nothing where the descriptor is no terminal. */
void crash_restores(int terminal);

#endif
