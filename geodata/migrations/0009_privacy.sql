-- Personal data: the contact of a case lies apart from it, encrypted; and what the purge by age looks for.

create table case_contacts (
  case_id uuid primary key references cases (id),
  -- The contact as JSON, encrypted with a key that is not in the database and bound to the case.
  sealed bytea not null,
  given_at timestamptz not null,
  synthetic boolean not null
);

create index detections_logged on detections (received_at) where fate = 'log';
-- Whether anything still shows a picture.
create index detections_snapshot on detections (snapshot_sha256) where snapshot_sha256 is not null;
create index snapshots_time on snapshots (stored_at);
