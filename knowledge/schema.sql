-- The knowledge base: one read-only SQLite file. `version` guards against files of another build.
PRAGMA user_version = 1;

CREATE TABLE source (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, period TEXT NOT NULL,
    licence TEXT NOT NULL, credit TEXT NOT NULL, url TEXT NOT NULL DEFAULT '', rows INTEGER NOT NULL
);

-- Occupations: every detailed SOC 2018 code as .00, and every O*NET detail.
CREATE TABLE occupation (
    onet_soc TEXT PRIMARY KEY, soc TEXT NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('detailed', 'residual', 'military')),
    bls_code TEXT NOT NULL, bls_title TEXT NOT NULL DEFAULT '', job_zone INTEGER,
    ooh_title TEXT NOT NULL DEFAULT '', ooh_url TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX occupation_soc ON occupation (soc);
CREATE TABLE retired_code (soc2010 TEXT NOT NULL, title2010 TEXT NOT NULL, soc TEXT NOT NULL,
    PRIMARY KEY (soc2010, soc)) WITHOUT ROWID;
CREATE TABLE soc_group (code TEXT PRIMARY KEY, level TEXT NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE text (onet_soc TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;      -- JSON, our own
CREATE TABLE title (onet_soc TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    -- onet_title, soc_title, alternate, short, reported, soc_direct, specialty
    PRIMARY KEY (onet_soc, title, source)) WITHOUT ROWID;

-- Pay: OEWS. Wages are NULL where `flags` says so: one letter a value, in column order
-- (employment, h10 … h90, a10 … a90, hmean, amean): '.' published, 'x' not published, '+' at least, '-' not applicable.
CREATE TABLE area (code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, states TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE area_alias (alias TEXT NOT NULL, area TEXT NOT NULL, PRIMARY KEY (alias, area)) WITHOUT ROWID;
CREATE TABLE industry (code TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE wage (
    bls_code TEXT NOT NULL, area TEXT NOT NULL, industry TEXT NOT NULL,   -- '000000' = all industries
    employment INTEGER, h10 REAL, h25 REAL, h50 REAL, h75 REAL, h90 REAL,
    a10 INTEGER, a25 INTEGER, a50 INTEGER, a75 INTEGER, a90 INTEGER, hmean REAL, amean INTEGER,
    flags TEXT NOT NULL,
    PRIMARY KEY (bls_code, area, industry)
) WITHOUT ROWID;

-- Outlook and entry requirements: BLS Employment Projections. Employment and openings in jobs.
CREATE TABLE projection (
    bls_code TEXT PRIMARY KEY, title TEXT NOT NULL, employment INTEGER, employment_projected INTEGER,
    employment_change INTEGER, growth REAL, openings INTEGER, self_employed REAL,
    exits INTEGER, transfers INTEGER,
    entry_education TEXT, work_experience TEXT, on_the_job_training TEXT
) WITHOUT ROWID;
CREATE TABLE attainment (bls_code TEXT NOT NULL, level TEXT NOT NULL, percent REAL NOT NULL,
    PRIMARY KEY (bls_code, level)) WITHOUT ROWID;

-- O*NET descriptors. kind: skill, knowledge, ability, activity, style, value, interest, context.
CREATE TABLE element (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rating (
    onet_soc TEXT NOT NULL, element TEXT NOT NULL, importance REAL, level REAL,
    suppress INTEGER NOT NULL DEFAULT 0, period TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (onet_soc, element)
) WITHOUT ROWID;
CREATE TABLE education_response (onet_soc TEXT NOT NULL, category INTEGER NOT NULL, percent REAL NOT NULL,
    PRIMARY KEY (onet_soc, category)) WITHOUT ROWID;
CREATE TABLE technology (onet_soc TEXT NOT NULL, name TEXT NOT NULL, commodity TEXT NOT NULL,
    hot INTEGER NOT NULL, in_demand INTEGER NOT NULL, PRIMARY KEY (onet_soc, name, commodity)) WITHOUT ROWID;
CREATE TABLE tool (onet_soc TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (onet_soc, name)) WITHOUT ROWID;
CREATE TABLE related (onet_soc TEXT NOT NULL, related TEXT NOT NULL, tier TEXT NOT NULL,
    rank INTEGER NOT NULL, PRIMARY KEY (onet_soc, related)) WITHOUT ROWID;
CREATE TABLE detailed_activity (onet_soc TEXT NOT NULL, dwa TEXT NOT NULL, tasks INTEGER NOT NULL,
    PRIMARY KEY (onet_soc, dwa)) WITHOUT ROWID;
CREATE TABLE cluster (onet_soc TEXT NOT NULL, cluster TEXT NOT NULL, pathway TEXT NOT NULL,
    PRIMARY KEY (onet_soc, cluster, pathway)) WITHOUT ROWID;
-- Filled only when an operator imports an official release: text with its own credit line.
CREATE TABLE official_text (onet_soc TEXT NOT NULL, kind TEXT NOT NULL, rank INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (onet_soc, kind, rank)) WITHOUT ROWID;

-- Majors: CIP 2020. Exposure: published measures, each under its own name.
CREATE TABLE major (cip TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE major_occupation (cip TEXT NOT NULL, soc TEXT NOT NULL, PRIMARY KEY (cip, soc)) WITHOUT ROWID;
-- measured_for: the occupation of an older classification that the figure was measured for.
CREATE TABLE exposure (measure TEXT NOT NULL, code TEXT NOT NULL, value REAL NOT NULL,
    measured_for TEXT NOT NULL DEFAULT '', PRIMARY KEY (measure, code, measured_for)) WITHOUT ROWID;

-- The lattice, computed at build. evidence: JSON list of {kind, strength, note}.
CREATE TABLE edge (
    onet_soc TEXT NOT NULL, neighbour TEXT NOT NULL, direction TEXT NOT NULL, rung INTEGER NOT NULL,
    similarity REAL NOT NULL, solid INTEGER NOT NULL, evidence TEXT NOT NULL,
    PRIMARY KEY (onet_soc, neighbour)
) WITHOUT ROWID;
-- Lattices that states publish, as published: raw and repaired values, and what to review.
CREATE TABLE published_edge (
    state TEXT NOT NULL, focus TEXT NOT NULL, neighbour TEXT NOT NULL, direction TEXT NOT NULL,
    title TEXT NOT NULL, raw TEXT NOT NULL, rung INTEGER, education TEXT, employment INTEGER,
    growth REAL, similarity REAL, review TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (state, focus, neighbour, direction)
) WITHOUT ROWID;
