-- A report (上报) is what one person or thing says; a case is what somebody answers for, and has one report or more. A migrated
-- report takes its case's id, so that sealed contacts, which are bound to that id, still open.

create table reports (
  -- Made by the client that creates it.
  id uuid primary key,
  case_id uuid not null references cases (id),
  channel text not null check (channel in ('console', 'hotline', 'field', 'interface', 'device')),
  source text not null,
  -- The alarm or the detection that it came from.
  source_id text,
  -- The account whose own report it is; null for what the system itself or somebody without an account says.
  reporter text,
  entered_by text not null,
  title text not null,
  description text,
  category text not null,
  geom geometry(Point, 4326) not null,
  accuracy_m double precision,
  -- The position and its datum as they were sent.
  datum text not null,
  sent_lon double precision not null,
  sent_lat double precision not null,
  address text,
  observed_at timestamptz,
  -- By the clock of whoever reports, and by ours.
  reported_at timestamptz,
  received_at timestamptz not null,
  -- What a repeated id is compared with.
  draft_sha256 bytea,
  synthetic boolean not null
);
insert into reports (id, case_id, channel, source, source_id, reporter, entered_by, title, description, category, geom, datum,
  sent_lon, sent_lat, address, received_at, synthetic)
select c.id, c.id, case when c.source in ('alarm', 'detection') then 'device' else 'console' end, c.source, c.source_id,
  c.reporters[1], coalesce(c.reporters[1], 'system'), c.title, c.description, c.category, c.geom, 'WGS84',
  st_x(c.geom), st_y(c.geom), c.address, c.reported_at, c.synthetic
from cases c;
create index reports_case on reports (case_id, received_at, id);
create index reports_reporter on reports (reporter, received_at desc) where reporter is not null;
create unique index reports_one_per_source on reports (source, source_id) where source_id is not null;

alter table case_contacts rename to report_contacts;
alter table report_contacts rename column case_id to report_id;
alter table report_contacts rename constraint case_contacts_pkey to report_contacts_pkey;
alter table report_contacts drop constraint case_contacts_case_id_fkey;
alter table report_contacts add constraint report_contacts_report_id_fkey foreign key (report_id) references reports (id);
