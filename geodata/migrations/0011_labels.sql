-- Labels (知悉范围) beyond cases: a detection, with its picture, is as confidential as the case that it belongs to; a service
-- token has a range of cases and a clearance of its own.

alter table detections add column secrecy smallint not null default 0 check (secrecy between 0 and 2);
update detections d set secrecy = c.secrecy from cases c where c.id = d.case_id and c.secrecy > 0;
-- What a case came from, when it is classified or changes hands.
create index detections_case on detections (case_id) where case_id is not null;
create index alarms_case on alarms (case_id) where case_id is not null;

alter table service_tokens
  -- Until now a token saw all cases of its place, and none that is confidential.
  add column case_range text not null default 'region' check (case_range in ('region', 'department', 'own')),
  add column clearance smallint not null default 0 check (clearance between 0 and 2),
  add constraint service_tokens_range check (case_range <> 'department' or department_id is not null);
