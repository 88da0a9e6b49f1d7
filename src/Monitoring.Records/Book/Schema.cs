namespace Monitoring.Records.Book;

/// <summary>The tables of <c>records.db</c>.</summary>
internal static class Schema
{
    public const int Version = 3;

    /// <summary>
    /// An edge is the same if alarm, kind, time and person are. <c>alarm_words</c> has two columns: the words by which people find an entry, and marks (its
    /// facility, area, kind, state, priority), so that any mixture of what is asked is one walk through sorted lists, however rare it is. <c>hash</c> chains the
    /// entries in the order of their numbers; <c>origin</c> is from where a person did it, null: nobody, or nobody knows.
    /// </summary>
    public const string Journal = """
        CREATE TABLE alarm_edge(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          facility TEXT NOT NULL, area TEXT NOT NULL,
          alarm_id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
          "by" TEXT, note TEXT, origin TEXT, state TEXT NOT NULL, priority TEXT NOT NULL, alarm TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX alarm_edge_once ON alarm_edge(alarm_id, kind, at, ifnull("by", ''));
        CREATE INDEX alarm_edge_area ON alarm_edge(facility, area, number);
        CREATE VIRTUAL TABLE alarm_words USING fts5(words, marks, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');
        """;

    public const string JournalKeepsItsWords =
        "CREATE TRIGGER alarm_edge_keeps_its_words BEFORE UPDATE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;";

    /// <summary>
    /// What is written stays: no row is deleted or changed, and one that would replace another is ignored (REPLACE deletes without asking the triggers
    /// that guard against deleting).
    /// </summary>
    public const string JournalIsKept = $"""
        CREATE TRIGGER alarm_edge_keeps_its_rows BEFORE DELETE ON alarm_edge BEGIN SELECT RAISE(ABORT, 'alarm_edge is append-only'); END;
        {JournalKeepsItsWords}
        CREATE TRIGGER alarm_edge_keeps_its_numbers BEFORE INSERT ON alarm_edge
          WHEN EXISTS(SELECT 1 FROM alarm_edge WHERE number = NEW.number)
            OR EXISTS(SELECT 1 FROM alarm_edge WHERE alarm_id = NEW.alarm_id AND kind = NEW.kind AND at = NEW.at AND ifnull("by", '') = ifnull(NEW."by", ''))
          BEGIN SELECT RAISE(IGNORE); END;
        """;

    public const string Deliveries = """
        CREATE TABLE delivery(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          facility TEXT NOT NULL, notice_id TEXT NOT NULL, attempt INTEGER NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL,
          answer TEXT, notice TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX delivery_once ON delivery(notice_id, attempt, outcome);
        CREATE INDEX delivery_facility ON delivery(facility, number);
        CREATE TABLE delivery_alarm(alarm_id TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(alarm_id, number)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER delivery_keeps_its_rows BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery is append-only'); END;
        CREATE TRIGGER delivery_keeps_its_words BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery is append-only'); END;
        CREATE TRIGGER delivery_keeps_its_numbers BEFORE INSERT ON delivery
          WHEN EXISTS(SELECT 1 FROM delivery WHERE number = NEW.number)
            OR EXISTS(SELECT 1 FROM delivery WHERE notice_id = NEW.notice_id AND attempt = NEW.attempt AND outcome = NEW.outcome)
          BEGIN SELECT RAISE(IGNORE); END;
        CREATE TRIGGER delivery_alarm_keeps_its_rows BEFORE DELETE ON delivery_alarm BEGIN SELECT RAISE(ABORT, 'delivery_alarm is append-only'); END;
        CREATE TRIGGER delivery_alarm_keeps_its_words BEFORE UPDATE ON delivery_alarm BEGIN SELECT RAISE(ABORT, 'delivery_alarm is append-only'); END;
        CREATE TABLE facility_state(facility TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    public const string Spans = """
        CREATE TABLE span(
          log TEXT NOT NULL, block INTEGER NOT NULL, earliest INTEGER NOT NULL, latest INTEGER NOT NULL, PRIMARY KEY(log, block)) STRICT, WITHOUT ROWID;
        """;

    public const string All = $"""
        {Journal}
        {JournalIsKept}
        {Deliveries}
        {Spans}
        CREATE TABLE area_state(facility TEXT NOT NULL, area TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY(facility, area)) STRICT, WITHOUT ROWID;
        """;
}
