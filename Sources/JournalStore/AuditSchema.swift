/// The tables of the audit log.
enum AuditSchema {
  /// `chain` is the recorded end of the log, so that a log cut short is noticed, and what the journal
  /// held before it had one. What `audit` holds can't be changed, nor replaced by inserting anew.
  static let tables = """
    CREATE TABLE audit (
      n INTEGER PRIMARY KEY, at INTEGER, run INTEGER, kind TEXT NOT NULL, subject TEXT NOT NULL,
      text TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE INDEX audit_subject ON audit (run, kind, subject);
    CREATE TRIGGER audit_update BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER audit_delete BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER audit_insert BEFORE INSERT ON audit
      WHEN NEW.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM audit)
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TABLE chain (
      id INTEGER PRIMARY KEY CHECK (id = 1), entries INTEGER NOT NULL, head TEXT NOT NULL,
      runs_before INTEGER NOT NULL, findings_before INTEGER NOT NULL) STRICT;
    INSERT INTO chain VALUES (1, 0, printf('%064d', 0),
      (SELECT coalesce(max(id), 0) FROM run), (SELECT count(*) FROM capability));
    """
}
