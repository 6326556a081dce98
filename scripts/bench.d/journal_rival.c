/* A bare insert and commit at synchronous=FULL, so many times: journal_rival FILE COUNT */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(int code, int wanted, sqlite3 *db) {
  if (code != wanted) {
    fprintf(stderr, "journal_rival: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "--version") == 0) return puts(sqlite3_libversion()) < 0;
  if (argc != 3) return 2;
  /* About what an intent of one person is: digest, address, times. */
  char text[300];
  memset(text, 'x', sizeof text);
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  check(sqlite3_open(argv[1], &db), SQLITE_OK, db);
  check(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "CREATE TABLE intent (number INTEGER PRIMARY KEY, words TEXT NOT NULL)",
                     NULL, NULL, NULL), SQLITE_OK, db);
  check(sqlite3_prepare_v2(db, "INSERT INTO intent (words) VALUES (?)", -1, &insert, NULL), SQLITE_OK, db);
  for (int left = atoi(argv[2]); left > 0; left--) {
    check(sqlite3_bind_text(insert, 1, text, sizeof text, SQLITE_STATIC), SQLITE_OK, db);
    check(sqlite3_step(insert), SQLITE_DONE, db);
    check(sqlite3_reset(insert), SQLITE_OK, db);
  }
  sqlite3_finalize(insert);
  return sqlite3_close(db) != SQLITE_OK;
}
