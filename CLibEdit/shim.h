/* What Swift cannot import from libedit: its variadic functions, and the standard streams' shapes.
   Each wrapper names one operation; see editline(3). */
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

typedef unsigned char (*cle_key_function)(EditLine *, int);

/* Where characters come from. */
static inline int cle_set_reader(EditLine *el, el_rfunc_t reader) {
  return el_wset(el, EL_GETCFN, reader);
}

static inline int cle_set_client_data(EditLine *el, void *data) {
  return el_wset(el, EL_CLIENTDATA, data);
}

static inline void *cle_client_data(EditLine *el) {
  void *data = NULL;
  el_wget(el, EL_CLIENTDATA, &data);
  return data;
}

/* "emacs" or "vi". */
static inline int cle_set_editor(EditLine *el, const char *mode) {
  return el_set(el, EL_EDITOR, mode);
}

static inline int cle_is_vi(EditLine *el) {
  const char *mode = NULL;
  return el_get(el, EL_EDITOR, &mode) == 0 && mode != NULL && strcmp(mode, "vi") == 0;
}

/* Whether libedit installs its own signal handlers while it reads. */
static inline int cle_set_handles_signals(EditLine *el, int on) {
  return el_wset(el, EL_SIGNAL, on);
}

/* Makes `function` known under `name`; libedit keeps the name, so once for each EditLine. */
static inline int cle_add_function(
    EditLine *el, const char *name, const char *help, cle_key_function function) {
  return el_set(el, EL_ADDFN, name, help, function);
}

static inline int cle_bind(EditLine *el, const char *keys, const char *function) {
  return el_set(el, EL_BIND, keys, function, NULL);
}

/* The same in vi's command map. */
static inline int cle_bind_command_mode(EditLine *el, const char *keys, const char *function) {
  return el_set(el, EL_BIND, "-a", keys, function, NULL);
}

/* 1: the terminal in editing mode, 0: as it was before. */
static inline int cle_prepare_terminal(EditLine *el, int on) {
  return el_wset(el, EL_PREP_TERM, on);
}

/* Takes the terminal's size anew. libedit keeps the cursor's place of the old size, and its next fast
   insertion writes there, behind the end of a display that got smaller: so all is drawn anew. */
static inline void cle_resize(EditLine *el) {
  el_resize(el);
  el_wset(el, EL_REFRESH, NULL);
}

/* Draws anew what libedit takes for the screen. In a line with more rows than the screen it loses the row
   that the cursor is in as the cursor moves, and its next fast insertion writes behind the last row. */
static inline void cle_refresh(EditLine *el) { el_wset(el, EL_REFRESH, NULL); }

/* Whether lines are edited at all; off, el_end leaves the terminal's modes and input alone. */
static inline int cle_set_editing(EditLine *el, int on) {
  return el_wset(el, EL_EDITMODE, on);
}

/* Whether the terminal's description names a string for `name`, such as "ce" (erase to the end). */
static inline int cle_has_capability(EditLine *el, const char *name) {
  char *value = NULL;
  return el_get(el, EL_GETTC, name, &value) == 0 && value != NULL && *value != '\0';
}

/* Runs one line of an editrc file; other than 0 when it is not understood. */
static inline int cle_run(EditLine *el, const wchar_t *line) {
  TokenizerW *tokenizer = tok_winit(NULL);
  const wchar_t **words;
  int count, result = -1;
  if (tokenizer == NULL) return -1;
  if (tok_wstr(tokenizer, line, &count, &words) == 0) result = el_wparse(el, count, words);
  tok_wend(tokenizer);
  return result;
}

static inline int cle_attach_history(EditLine *el, HistoryW *history) {
  return el_wset(el, EL_HIST, history_w, history);
}

static inline int cle_history_set_size(HistoryW *history, int entries) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, entries);
}

static inline int cle_history_enter(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, text);
}

static inline int cle_history_clear(HistoryW *history) {
  HistEventW event;
  return history_w(history, &event, H_CLEAR);
}

/* The codeset follows the environment, or is UTF-8 when the environment's is another. */
static inline int cle_use_utf8_locale(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 0;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL ? 0 : -1;
}

#endif
