#pragma once
// The tables, and how they came to be: a script a version. Private to world/store.

#include <array>

namespace store {

/// "Crdn" in the header of the file: whose it is.
inline constexpr int application_id = 0x4372646E;

/// Script i brings version i to version i + 1. Scripts that have been released are never changed.
inline constexpr std::array migrations = {R"sql(
CREATE TABLE advisory (
  key INTEGER PRIMARY KEY,
  feed TEXT NOT NULL, publisher TEXT NOT NULL, id TEXT NOT NULL,
  title TEXT NOT NULL, revision TEXT NOT NULL, date TEXT NOT NULL, withdrawn INTEGER NOT NULL,
  content BLOB NOT NULL,  -- products and vulnerabilities, as packing.h writes them
  UNIQUE (feed, publisher, id)
) STRICT;
CREATE TABLE speaks_of (  -- ids that an advisory is found by: its own and those of its vulnerabilities
  id TEXT NOT NULL COLLATE NOCASE, advisory INTEGER NOT NULL REFERENCES advisory ON DELETE CASCADE,
  PRIMARY KEY (id, advisory)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaks_of_by_advisory ON speaks_of (advisory);
CREATE TABLE supersedence (
  "update" INTEGER NOT NULL, superseded INTEGER NOT NULL,
  products TEXT NOT NULL,  -- a line each; empty: on all
  PRIMARY KEY ("update", superseded, products)
) STRICT, WITHOUT ROWID;
CREATE TABLE update_build (
  "update" INTEGER NOT NULL, build TEXT NOT NULL, PRIMARY KEY ("update", build)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE source (
  key INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation,
  tool TEXT NOT NULL, file TEXT NOT NULL, tells TEXT NOT NULL, date TEXT NOT NULL
) STRICT;
CREATE TABLE device (
  key INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation,
  id TEXT NOT NULL COLLATE NOCASE, site TEXT NOT NULL, zone TEXT NOT NULL,
  UNIQUE (organisation, id)
) STRICT;
CREATE TABLE component (
  key INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE,  -- inventory::key_of()
  purl TEXT NOT NULL, cpe TEXT NOT NULL, vendor TEXT NOT NULL, name TEXT NOT NULL,
  version TEXT NOT NULL, scheme TEXT NOT NULL, model TEXT NOT NULL,
  windows INTEGER NOT NULL, windows_product TEXT NOT NULL, windows_build TEXT NOT NULL,
  windows_updates BLOB NOT NULL  -- KB numbers, as packing.h writes them
) STRICT;
CREATE TABLE holding (
  device INTEGER NOT NULL REFERENCES device,
  tool TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  components BLOB NOT NULL,  -- keys, as packing.h writes them
  PRIMARY KEY (device, tool)
) STRICT;
)sql",
                                          R"sql(
CREATE TABLE mark (  -- what organisations say that they have done
  vulnerability TEXT NOT NULL COLLATE NOCASE, device INTEGER NOT NULL REFERENCES device,
  progress TEXT NOT NULL, remedy TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (vulnerability, device)
) STRICT, WITHOUT ROWID;
)sql",
                                          R"sql(
CREATE TABLE comment (  -- what readers wrote beside an advisory, whatever its revision
  key INTEGER PRIMARY KEY,
  advisory INTEGER NOT NULL REFERENCES advisory ON DELETE CASCADE,
  day TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX comment_by_advisory ON comment (advisory);
CREATE TABLE read_mark (  -- advisories that were read as they stand
  advisory INTEGER PRIMARY KEY REFERENCES advisory ON DELETE CASCADE
) STRICT;
-- What says something new is unread again. A new date alone is nothing new: feeds such as KEV date each edition.
CREATE TRIGGER unread_again AFTER UPDATE ON advisory
WHEN old.revision <> new.revision OR old.title <> new.title OR old.withdrawn <> new.withdrawn
  OR old.content <> new.content
BEGIN
  DELETE FROM read_mark WHERE advisory = old.key;
END;
)sql",
                                          R"sql(
-- What one source says of one device. Devices are what all sightings of an organisation together make (sighting.h of
-- world/inventory); the table `device` keeps that answer.
CREATE TABLE sighting (
  key INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation,
  tool TEXT NOT NULL, id TEXT NOT NULL COLLATE NOCASE,
  source INTEGER NOT NULL REFERENCES source,
  device INTEGER REFERENCES device,
  latest INTEGER NOT NULL,  -- 1: of this tool's sightings of the device
  date TEXT NOT NULL, name TEXT NOT NULL, site TEXT NOT NULL, zone TEXT NOT NULL, kind TEXT NOT NULL,
  address TEXT NOT NULL,
  identifiers TEXT NOT NULL,  -- as packing.h writes them
  components BLOB NOT NULL,   -- keys, as packing.h writes them
  UNIQUE (organisation, tool, id)
) STRICT;
CREATE TABLE device_of_sightings (
  key INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation,
  id TEXT NOT NULL COLLATE NOCASE, site TEXT NOT NULL, zone TEXT NOT NULL,
  kind TEXT NOT NULL, address TEXT NOT NULL
) STRICT;
INSERT INTO device_of_sightings SELECT key, organisation, id, site, zone, '', '' FROM device;
INSERT INTO sighting
  SELECT NULL, device.organisation, holding.tool, device.id, holding.source, device.key, 1, source.date, '', device.site,
    device.zone, '', '', '', holding.components
  FROM holding JOIN device ON device.key = holding.device JOIN source ON source.key = holding.source
  ORDER BY device.key, holding.tool;
CREATE TABLE mark_on_sighting (
  vulnerability TEXT NOT NULL COLLATE NOCASE, sighting INTEGER NOT NULL REFERENCES sighting,
  progress TEXT NOT NULL, remedy TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (vulnerability, sighting)
) STRICT, WITHOUT ROWID;
INSERT INTO mark_on_sighting
  SELECT vulnerability, min(sighting.key), progress, remedy, mark.date, note
  FROM mark JOIN sighting ON sighting.device = mark.device GROUP BY vulnerability, mark.device;
DROP TABLE mark;
DROP TABLE holding;
DROP TABLE device;
ALTER TABLE device_of_sightings RENAME TO device;
ALTER TABLE mark_on_sighting RENAME TO mark;
CREATE INDEX device_by_organisation ON device (organisation, id);
CREATE INDEX sighting_by_device ON sighting (device);
)sql",
                                          R"sql(
ALTER TABLE source ADD COLUMN good_for INTEGER NOT NULL DEFAULT 0;  -- days; 0: as usual
ALTER TABLE sighting ADD COLUMN findings BLOB NOT NULL DEFAULT x'';  -- keys, as packing.h writes them
CREATE TABLE finding (  -- what other tools found by themselves
  key INTEGER PRIMARY KEY,
  subject TEXT NOT NULL COLLATE NOCASE, open INTEGER NOT NULL, UNIQUE (subject, open)
) STRICT;
CREATE TABLE earlier (  -- what a sighting was before a newer one of its tool took its place
  sighting INTEGER NOT NULL REFERENCES sighting,
  date TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source,
  components BLOB NOT NULL,
  PRIMARY KEY (sighting, date, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE refusal (  -- rows of lists that could not be understood
  organisation TEXT NOT NULL,  -- empty: nobody can say whose they are
  tool TEXT NOT NULL, file TEXT NOT NULL, date TEXT NOT NULL, rows INTEGER NOT NULL,
  PRIMARY KEY (organisation, tool, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE mitigation (
  vulnerability TEXT NOT NULL COLLATE NOCASE, sighting INTEGER NOT NULL REFERENCES sighting,
  kind TEXT NOT NULL, owner TEXT NOT NULL, evidence TEXT NOT NULL, until TEXT NOT NULL, date TEXT NOT NULL,
  PRIMARY KEY (vulnerability, sighting)
) STRICT, WITHOUT ROWID;
)sql",
                                          R"sql(
ALTER TABLE earlier ADD COLUMN findings BLOB NOT NULL DEFAULT x'';  -- keys, as packing.h writes them
CREATE INDEX source_by_organisation ON source (organisation);  -- these three: which lists nothing refers to any longer
CREATE INDEX sighting_by_source ON sighting (source);
CREATE INDEX earlier_by_source ON earlier (source);
CREATE TABLE refusal_of_day (  -- 0 rows too: a newer list forgives an older one
  organisation TEXT NOT NULL,  -- empty: nobody can say whose they are
  tool TEXT NOT NULL, file TEXT NOT NULL, date TEXT NOT NULL, rows INTEGER NOT NULL,
  PRIMARY KEY (organisation, tool, date, file)
) STRICT, WITHOUT ROWID;
INSERT INTO refusal_of_day SELECT organisation, tool, file, date, rows FROM refusal;
DROP TABLE refusal;
ALTER TABLE refusal_of_day RENAME TO refusal;
CREATE TABLE mitigation_of_day (
  vulnerability TEXT NOT NULL COLLATE NOCASE, sighting INTEGER NOT NULL REFERENCES sighting,
  kind TEXT NOT NULL, owner TEXT NOT NULL, evidence TEXT NOT NULL, until TEXT NOT NULL, date TEXT NOT NULL,
  PRIMARY KEY (vulnerability, sighting, date)  -- what was said before holds for questions about an earlier day
) STRICT, WITHOUT ROWID;
INSERT INTO mitigation_of_day SELECT vulnerability, sighting, kind, owner, evidence, until, date FROM mitigation;
DROP TABLE mitigation;
ALTER TABLE mitigation_of_day RENAME TO mitigation;
)sql",
                                          R"sql(
-- The columns of a key stand together: with others between them, Debian 12's SQLite says of a good file that it is
-- damaged (PRAGMA integrity_check).
CREATE TABLE mitigation_by_key (
  vulnerability TEXT NOT NULL COLLATE NOCASE, sighting INTEGER NOT NULL REFERENCES sighting, date TEXT NOT NULL,
  kind TEXT NOT NULL, owner TEXT NOT NULL, evidence TEXT NOT NULL, until TEXT NOT NULL,
  PRIMARY KEY (vulnerability, sighting, date)
) STRICT, WITHOUT ROWID;
INSERT INTO mitigation_by_key SELECT vulnerability, sighting, date, kind, owner, evidence, until FROM mitigation;
DROP TABLE mitigation;
ALTER TABLE mitigation_by_key RENAME TO mitigation;
)sql",
                                          R"sql(
CREATE TABLE document (  -- what CSAF documents say of themselves; none of what was imported before there was this table
  advisory INTEGER PRIMARY KEY REFERENCES advisory ON DELETE CASCADE,
  head BLOB NOT NULL  -- as packing.h writes it
) STRICT;
-- Another head is something new; a first one is not: it was imported again, and the document says what it said.
CREATE TRIGGER unread_by_head AFTER UPDATE ON document WHEN old.head <> new.head BEGIN
  DELETE FROM read_mark WHERE advisory = old.advisory;
END;
)sql",
                                          R"sql(
CREATE TABLE mark_on_component (
  vulnerability TEXT NOT NULL COLLATE NOCASE, sighting INTEGER NOT NULL REFERENCES sighting,
  component TEXT NOT NULL COLLATE NOCASE,  -- empty: the whole device
  progress TEXT NOT NULL, remedy TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (vulnerability, sighting, component)
) STRICT, WITHOUT ROWID;
INSERT INTO mark_on_component SELECT vulnerability, sighting, '', progress, remedy, date, note FROM mark;
DROP TABLE mark;
ALTER TABLE mark_on_component RENAME TO mark;
)sql"};

}  // namespace store
