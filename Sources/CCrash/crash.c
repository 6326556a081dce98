/* In C, since a handler may call nothing but what signal-safety(7) lists. */
#include "crash.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int given = -1;
static struct termios modes;
static struct sigaction before[NSIG];

static void crashed(int number) {
  static const char leave[] = "\033[?2004l";
  /* In the background the terminal is another's, and setting its modes would stop the process. */
  pid_t foreground = tcgetpgrp(given);
  if (foreground < 0 || foreground == getpgrp()) {
    (void)!write(given, leave, sizeof leave - 1);
    tcsetattr(given, TCSANOW, &modes);
  }
  sigaction(number, &before[number], 0);
  raise(number);
}

void crash_restores(int terminal) {
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
  struct sigaction action;
  if (tcgetattr(terminal, &modes) != 0) return;
  given = terminal;
  memset(&action, 0, sizeof action);
  action.sa_handler = crashed;
  action.sa_flags = SA_ONSTACK;
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &action, &before[numbers[i]]);
}
