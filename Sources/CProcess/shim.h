/* What Swift cannot import from the C library: variadic functions, and headers its module lacks. */
#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>

/* No core, whatever pattern the system has for them, and no look into this process by others of the
   same user; see prctl(2). 0, or -1. */
static inline int cpr_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* Blocks of so many bytes go back to the system when they are freed, now and later: the limit no
   longer grows with what was freed; see mallopt(3). 1, or 0. */
static inline int cpr_give_back_blocks(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }

/* What a terminal is given back when the process crashes; see cpr_restore_on_crash. */
static struct {
  int terminal;
  struct termios modes;
  struct sigaction before[NSIG];
} cpr_crash = {.terminal = -1};

/* Calls nothing but what a handler may call (signal-safety(7)), then lets the signal do what it did before. */
static inline void cpr_crashed(int number) {
  static const char leave[] = "\033[?2004l";
  (void)!write(cpr_crash.terminal, leave, sizeof leave - 1);
  tcsetattr(cpr_crash.terminal, TCSANOW, &cpr_crash.modes);
  sigaction(number, &cpr_crash.before[number], 0);
  raise(number);
}

/* From now on a crash leaves the terminal with the modes that it has now, and without marks of pastes. */
static inline void cpr_restore_on_crash(int terminal) {
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
  if (tcgetattr(terminal, &cpr_crash.modes) != 0) return;
  cpr_crash.terminal = terminal;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = cpr_crashed;
  action.sa_flags = SA_ONSTACK;
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &action, &cpr_crash.before[numbers[i]]);
}

#endif
