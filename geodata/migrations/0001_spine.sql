-- The spine: the city, its devices and what they say, alarms, cases, and the change log that screens follow.
-- Names are the field's words (docs/glossary.md); geometry is WGS84 (EPSG:4326); every instant is timestamptz.

-- ── the city ────────────────────────────────────────────────────────────────────────────────────────────────
create table regions (
  code text primary key check (code ~ '^\d{6}(\d{3}){0,2}$'),
  parent_code text references regions (code),
  -- Who runs it, where that differs from where it is counted (深汕特别合作区).
  management_parent_code text,
  level text not null check (level in ('city', 'county', 'town', 'village')),
  kind text not null default 'admin' check (kind in ('admin', 'town_like', 'zone')),
  name text not null,
  name_en text,
  population integer not null default 0,
  households integer not null default 0,
  urban boolean not null default false,
  area_m2 double precision not null default 0,
  geom geometry(MultiPolygon, 4326) not null check (st_isvalid(geom)),
  label_point geometry(Point, 4326) not null,
  synthetic boolean not null,
  valid_from date not null default '2023-06-30',
  valid_to date
);
create index regions_geom on regions using gist (geom);
create index regions_parent on regions (parent_code);

create table grid_cells (
  code text primary key check (code ~ '^\d{15}$'),
  village_code text not null references regions (code),
  name text not null,
  households integer not null default 0,
  area_m2 double precision not null,
  geom geometry(MultiPolygon, 4326) not null check (st_isvalid(geom)),
  synthetic boolean not null
);
create index grid_cells_geom on grid_cells using gist (geom);

create table departments (
  id text primary key,
  parent_id text references departments (id),
  name text not null,
  name_en text,
  kind text not null,
  region_code text not null,
  synthetic boolean not null
);

create table people (
  id text primary key,
  name text not null,
  role text not null,
  department_id text references departments (id),
  region_code text not null,
  reach_code text,
  phone text,
  synthetic boolean not null
);
create index people_region on people (region_code text_pattern_ops);

create table rivers (
  id text primary key,
  name text not null,
  name_en text,
  length_m double precision not null,
  precision text not null,
  geom geometry(MultiLineString, 4326) not null,
  synthetic boolean not null
);

create table reaches (
  code text primary key,
  river_id text not null references rivers (id),
  name text not null,
  -- Chainage (桩号) in metres from the mouth.
  chainage_from_m double precision not null,
  chainage_to_m double precision not null,
  region_code text not null,
  water_target text not null check (water_target in ('I', 'II', 'III', 'IV', 'V')),
  geom geometry(LineString, 4326) not null,
  synthetic boolean not null
);
create index reaches_geom on reaches using gist (geom);

create table roads (
  code text primary key,
  name text not null,
  class text not null check (class in ('arterial', 'secondary', 'street')),
  from_node integer not null,
  to_node integer not null,
  length_m double precision not null,
  free_speed_kmh double precision not null,
  -- Traffic is measured on monitored segments.
  monitored boolean not null,
  region_code text not null,
  geom geometry(LineString, 4326) not null,
  synthetic boolean not null
);
create index roads_geom on roads using gist (geom);

create table components (
  -- 6 county + 2 major + 2 minor + 6 sequence. [GB/T 30428.2]
  id text primary key check (id ~ '^\d{16}$'),
  class_code text not null check (class_code ~ '^\d{4}$'),
  name text not null,
  state text not null default '完好' check (state in ('完好', '破损', '丢失', '废弃', '移除')),
  region_code text not null,
  department_id text references departments (id),
  geom geometry(Point, 4326) not null,
  synthetic boolean not null
);
create index components_geom on components using gist (geom);
create index components_region on components (region_code text_pattern_ops);

-- ── data a city decides: with edition and validity ──────────────────────────────────────────────────────────
create table case_categories (
  edition text not null,
  code text not null,
  kind text not null check (kind in ('event', 'component')),
  major text not null,
  name_zh text not null,
  name_en text not null,
  -- Handling limit in seconds; null where the city sets none.
  limit_s integer,
  default_priority smallint not null check (default_priority between 1 and 4),
  department_kind text,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (edition, code)
);

create table detection_classes (
  edition text not null,
  raw_class text not null,
  category text,
  name_zh text not null,
  name_en text not null,
  auto_report_from double precision not null,
  review_from double precision not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (edition, raw_class)
);

create table alarm_rules (
  edition text not null,
  id text not null,
  -- The rule as core/alarm/rule describes it.
  spec jsonb not null,
  enabled boolean not null default true,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (edition, id)
);

create table observed_properties (
  key text primary key,
  name_zh text not null,
  name_en text not null,
  unit text not null,
  value_type text not null check (value_type in ('number', 'string', 'boolean')),
  -- Values outside are refused as implausible; null is unbounded.
  min_value double precision,
  max_value double precision
);

create table settings (
  key text not null,
  edition text not null,
  value jsonb not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (key, edition)
);

-- ── devices ─────────────────────────────────────────────────────────────────────────────────────────────────
create table things (
  id text primary key,
  no integer not null unique,
  kind text not null,
  name text not null,
  region_code text not null,
  geom geometry(Point, 4326),
  reach_code text references reaches (code),
  road_code text references roads (code),
  department_id text references departments (id),
  attributes jsonb not null default '{}',
  status text not null default 'unknown' check (status in ('online', 'offline', 'unknown')),
  status_at timestamptz,
  -- Belongs to nobody's simulator: for a person to try things with.
  spare boolean not null default false,
  synthetic boolean not null
);
create index things_geom on things using gist (geom);
create index things_region on things (region_code text_pattern_ops);

create table datastreams (
  id integer primary key,
  thing_id text not null references things (id),
  observed_property text not null references observed_properties (key),
  expected_interval_ms integer not null check (expected_interval_ms > 0),
  datum text,
  unique (thing_id, observed_property)
);

create table cameras (
  id text primary key,
  no integer not null unique,
  name text not null,
  group_name text not null,
  region_code text not null,
  azimuth double precision not null,
  geom geometry(Point, 4326) not null,
  reach_code text references reaches (code),
  road_code text references roads (code),
  status text not null default 'unknown' check (status in ('online', 'offline', 'unknown')),
  status_at timestamptz,
  spare boolean not null default false,
  synthetic boolean not null
);
create index cameras_geom on cameras using gist (geom);

create table device_credentials (
  -- The thing's or camera's id.
  username text primary key,
  -- $7$iterations$salt$hash, PBKDF2-SHA512: the form Mosquitto reads.
  password_hash text not null,
  kind text not null check (kind in ('thing', 'camera')),
  enabled boolean not null default true
);

-- ── telemetry: no geometry index, BRIN only; partitions by time are made and dropped by the owner ───────────
create table observations (
  datastream_id integer not null,
  observed_at timestamptz not null,
  -- Tells apart several readings of one instant; 0 where the device sends none.
  seq bigint not null default 0,
  received_at timestamptz not null,
  value_num double precision,
  value_text text,
  -- How far ahead of our clock the device was, when observed_at had to be replaced by the arrival.
  skew_ms bigint,
  late boolean not null default false,
  primary key (datastream_id, observed_at, seq)
) partition by range (observed_at);
create index observations_time on observations using brin (observed_at);

create table positions (
  thing_id text not null,
  observed_at timestamptz not null,
  seq bigint not null default 0,
  received_at timestamptz not null,
  lon double precision not null,
  lat double precision not null,
  accuracy_m double precision,
  heading double precision,
  speed_kmh double precision,
  primary key (thing_id, observed_at, seq)
) partition by range (observed_at);
create index positions_time on positions using brin (observed_at);
-- What no daily partition covers yet: nothing is refused for its time. The owner's sweep moves rows out of them.
create table observations_default partition of observations default;
create table positions_default partition of positions default;

create table latest_values (
  datastream_id integer primary key references datastreams (id),
  observed_at timestamptz not null,
  seq bigint not null,
  received_at timestamptz not null,
  value_num double precision,
  value_text text
) with (fillfactor = 50);

create table latest_positions (
  thing_id text primary key references things (id),
  observed_at timestamptz not null,
  received_at timestamptz not null,
  lon double precision not null,
  lat double precision not null,
  heading double precision,
  speed_kmh double precision
) with (fillfactor = 50);

create table rule_states (
  rule_id text not null,
  subject_id text not null,
  state jsonb not null,
  primary key (rule_id, subject_id)
) with (fillfactor = 50);

create table dead_letters (
  id bigint generated always as identity primary key,
  received_at timestamptz not null,
  device_id text,
  topic text not null,
  reason text not null,
  -- Expected and got.
  detail text not null,
  size_bytes integer not null,
  payload_sha256 bytea not null,
  -- The first 2 kB.
  payload_head bytea not null
);
create index dead_letters_device on dead_letters (device_id, received_at desc);
create index dead_letters_time on dead_letters using brin (received_at);

-- The ledger: every message of a device ends in exactly one of these.
create table device_counters (
  device_id text primary key,
  received bigint not null default 0,
  stored bigint not null default 0,
  duplicate bigint not null default 0,
  late bigint not null default 0,
  dead_lettered bigint not null default 0,
  unprotected bigint not null default 0,
  refused bigint not null default 0,
  last_refusal text,
  last_received_at timestamptz
) with (fillfactor = 50);

create table gateways (
  name text primary key,
  -- Since when it has been able to hear without a gap, and until when it is known to have heard.
  hearing_since timestamptz not null,
  heard_until timestamptz not null
);

-- ── alarms, detections, warnings, cases ─────────────────────────────────────────────────────────────────────
create table alarms (
  id uuid primary key,
  rule_id text not null,
  rule_edition text not null,
  subject_id text not null,
  thing_id text references things (id),
  name_zh text not null,
  name_en text not null,
  priority smallint not null check (priority between 1 and 4),
  region_code text not null,
  geom geometry(Point, 4326),
  observed_property text,
  value double precision,
  limit_value double precision,
  -- Event time of the reading that raised it, and when we wrote it.
  raised_at timestamptz not null,
  created_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  cleared_at timestamptz,
  -- The category of the case that it opens by itself; null when a person decides.
  case_category text,
  case_id uuid,
  version integer not null default 1,
  synthetic boolean not null
);
create unique index alarms_one_open on alarms (rule_id, subject_id) where cleared_at is null;
create index alarms_board on alarms (raised_at desc) where cleared_at is null or acknowledged_at is null;
create index alarms_wants_case on alarms (created_at) where case_category is not null and case_id is null;
create index alarms_region on alarms (region_code text_pattern_ops, raised_at desc);

create table detections (
  camera_id text not null references cameras (id),
  id text not null,
  phase text not null check (phase in ('new', 'update', 'end')),
  raw_class text not null,
  category text,
  confidence double precision not null,
  box double precision[],
  observed_at timestamptz not null,
  received_at timestamptz not null,
  region_code text not null,
  geom geometry(Point, 4326) not null,
  fate text not null check (fate in ('auto_report', 'review', 'log')),
  verdict text check (verdict in ('confirmed', 'false_alarm')),
  verdict_by text,
  verdict_at timestamptz,
  case_id uuid,
  snapshot_sha256 bytea,
  snapshot_url text,
  version integer not null default 1,
  synthetic boolean not null,
  primary key (camera_id, id)
);
create index detections_board on detections (observed_at desc) where fate = 'review' and verdict is null and case_id is null;
create index detections_wants_case on detections (received_at) where fate = 'auto_report' and case_id is null;
-- The newest picture of a camera.
create index detections_picture on detections (camera_id, observed_at desc) where snapshot_sha256 is not null;
create index detections_region on detections (region_code text_pattern_ops, observed_at desc);

create table snapshots (
  sha256 bytea primary key,
  content_type text not null,
  bytes bytea not null,
  stored_at timestamptz not null
);

create table warnings (
  id uuid primary key,
  type text not null,
  colour text not null check (colour in ('red', 'orange', 'yellow', 'blue')),
  region_code text not null,
  title_zh text not null,
  title_en text not null,
  issued_at timestamptz not null,
  lifted_at timestamptz,
  synthetic boolean not null
);
create index warnings_in_force on warnings (issued_at desc) where lifted_at is null;

create table cases (
  id uuid primary key,
  -- Month, day and serial of the day: unique within its year only.
  number text not null,
  kind text not null check (kind in ('event', 'component')),
  category text not null,
  category_edition text not null,
  title text not null,
  description text,
  status text not null,
  priority smallint not null check (priority between 1 and 4),
  source text not null,
  -- The alarm or detection it came from: one case for each, by constraint.
  source_id text,
  region_code text not null,
  geom geometry(Point, 4326) not null,
  address text,
  department_id text references departments (id),
  reported_at timestamptz not null,
  status_since timestamptz not null,
  deadline_at timestamptz,
  closed_at timestamptz,
  return_count integer not null default 0,
  rework_count integer not null default 0,
  version integer not null,
  synthetic boolean not null
);
create unique index cases_one_per_source on cases (source, source_id) where source in ('alarm', 'detection');
create unique index cases_number on cases (number, ((reported_at at time zone 'Asia/Shanghai')::date));
create index cases_geom on cases using gist (geom);
create index cases_board on cases (priority, deadline_at) where status not in ('closed', 'evaluated', 'rejected', 'cancelled');
create index cases_region on cases (region_code text_pattern_ops, reported_at desc);
create index cases_reported on cases (reported_at desc);
create index cases_closed on cases (closed_at desc) where closed_at is not null;

-- Never updated, never deleted: folding it gives the row.
create table case_transitions (
  case_id uuid not null references cases (id),
  version integer not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  command text not null,
  from_status text,
  to_status text not null,
  reason text,
  note text,
  department_id text,
  return_count integer not null,
  rework_count integer not null,
  primary key (case_id, version)
);
create index case_transitions_time on case_transitions (at);

-- Numbers of cases: one row per day, locked by who takes the next.
create table case_numbers (
  day date primary key,
  last integer not null
);

create table idempotency_keys (
  username text not null,
  key text not null,
  request_sha256 bytea not null,
  status integer not null,
  response jsonb not null,
  at timestamptz not null,
  primary key (username, key)
);

-- ── access ──────────────────────────────────────────────────────────────────────────────────────────────────
create table accounts (
  username text primary key,
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  region_codes text[] not null,
  except_codes text[] not null default '{}',
  department_id text references departments (id),
  demo boolean not null default false,
  created_at timestamptz not null
);

create table sessions (
  token_hash bytea primary key,
  username text not null references accounts (username) on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);

-- ── the change log: seq is commit order (appended last, under one advisory lock) ────────────────────────────
create sequence change_log_seq;
create table change_log (
  seq bigint primary key,
  at timestamptz not null,
  kind text not null,
  object_id text not null,
  scope_before text,
  scope_after text,
  value jsonb
);
create index change_log_time on change_log using brin (at);
