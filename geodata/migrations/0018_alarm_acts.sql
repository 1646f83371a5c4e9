-- What was done with an alarm is a log of the form of a case's, and an alarm that nobody acknowledges in time is marked.

create table alarm_acts (
  -- The log goes with its alarm, if the owner ever deletes one.
  alarm_id uuid not null references alarms (id) on delete cascade,
  seq integer not null check (seq > 0),
  version integer not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  act text not null,
  detail jsonb not null default '{}',
  primary key (alarm_id, seq)
);
create index alarm_acts_time on alarm_acts (at);

insert into alarm_acts (alarm_id, seq, version, at, actor, actor_name, act, detail)
select a.id, row_number() over w, case when row_number() over w = count(*) over (partition by a.id) then a.version
    else least(row_number() over w, a.version) end,
  e.at, e.actor, e.actor, e.act, e.detail
from alarms a
cross join lateral (values
  (1, a.created_at, 'system', 'raise', jsonb_build_object('value', a.value, 'limit', a.limit_value)),
  (2, case when a.case_id is not null then a.created_at end, 'system', 'open-case', jsonb_build_object('caseId', a.case_id)),
  (3, a.acknowledged_at, coalesce(a.acknowledged_by, 'system'), 'acknowledge', '{}'::jsonb),
  (4, a.cleared_at, 'system', 'clear', jsonb_build_object('clearedAt', a.cleared_at))
) as e (no, at, actor, act, detail)
where e.at is not null
window w as (partition by a.id order by e.at, e.no);

alter table alarms
  -- Number of its last act.
  add column seq integer not null default 0,
  add column acknowledge_overdue_at timestamptz;
update alarms a set seq = l.seq from (select alarm_id, max(seq) as seq from alarm_acts group by alarm_id) l where l.alarm_id = a.id;

-- What nobody has acknowledged in time by today is marked without an act: nobody is told of it twice.
update alarms a
set acknowledge_overdue_at = a.created_at + (s.value ->> (a.priority - 1))::float8 * interval '1 second'
from settings s
where a.acknowledged_at is null and s.key = 'alarm.acknowledge_limits_s' and s.valid_from <= now()
  and (s.valid_to is null or s.valid_to > now())
  and a.created_at + (s.value ->> (a.priority - 1))::float8 * interval '1 second' <= now();
create index alarms_unacknowledged on alarms (created_at) where acknowledged_at is null and acknowledge_overdue_at is null;
