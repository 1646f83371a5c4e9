-- What a device's faults leave behind. A camera may use an id again: source_id is what it sent where that differs from id,
-- which stays unique within the camera. A device's clock fault is counted and its last skew kept; what a limit capped is counted.
alter table detections add column source_id text;
-- How far the camera's clock was off when observed_at had to be replaced by the arrival.
alter table detections add column skew_ms bigint;
create index detections_source on detections (camera_id, (coalesce(source_id, id)));

alter table device_counters add column clock_faults bigint not null default 0;
-- Skew of the newest reading; null while the clock is right.
alter table device_counters add column clock_skew_ms bigint;
-- Messages, alarms and cases that the limits of a device held back.
alter table device_counters add column capped bigint not null default 0;

-- The device had opened as many cases as the city allows in an hour: this alarm opens none by itself.
alter table alarms add column case_capped_at timestamptz;
drop index alarms_wants_case;
create index alarms_wants_case on alarms (created_at)
  where case_category is not null and case_id is null and case_capped_at is null;

-- The gateway's session at an external broker lives under this client id. It is secret: who knows it could end the session,
-- and with it the messages that wait in it.
create table broker_sessions (
  name text primary key,
  client_id text not null,
  -- The id that was used before; its session is read to its end and removed.
  former_client_id text
);
