-- The log of a case holds every act, moves and others alike, with what each was given (detail); the first carries the row that
-- it opened. Clocks (计时) are rows of their own. The version rises with acts that change what a command depends on, the number
-- of the log (seq) with every act.

create table case_acts (
  case_id uuid not null references cases (id),
  seq integer not null check (seq > 0),
  version integer not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  act text not null,
  from_status text,
  to_status text not null,
  detail jsonb not null,
  -- The limits of the clocks that it started, by clock: folding the log gives the clocks.
  limits jsonb not null default '{}',
  primary key (case_id, seq)
);

insert into case_acts (case_id, seq, version, at, actor, actor_name, act, from_status, to_status, detail)
with grades as (
  -- The old log did not keep the grade that a classification set; the audit trail did.
  select e.object_id as case_id, (e.detail ->> 'version')::int as version,
    (e.detail ->> 'before')::int as before, (e.detail ->> 'after')::int as after
  from audit_events e
  where e.action = 'case.classify' and e.result = 'done' and e.object_kind = 'case'
)
select t.case_id, row_number() over (partition by t.case_id order by t.version), t.version, t.at, t.actor, t.actor_name,
  t.command, t.from_status, t.to_status,
  case t.command
    when 'report' then jsonb_build_object('number', c.number, 'kind', c.kind, 'category', c.category,
      'categoryEdition', c.category_edition, 'title', c.title, 'description', c.description, 'priority', c.priority,
      'source', c.source, 'sourceId', c.source_id, 'regionCode', c.region_code, 'reachCode', c.reach_code,
      'position', jsonb_build_array(st_x(c.geom), st_y(c.geom)), 'address', c.address, 'synthetic', c.synthetic,
      'secrecy', coalesce(
        (select g.before from grades g where g.case_id = c.id::text order by g.version limit 1),
        case when exists (select from case_transitions o where o.case_id = c.id and o.command = 'classify') then 0
          else c.secrecy end))
    when 'classify' then jsonb_build_object('reason', t.reason, 'secrecy', coalesce(
      (select g.after from grades g where g.case_id = c.id::text and g.version = t.version limit 1), c.secrecy))
    else jsonb_strip_nulls(jsonb_build_object('reason', t.reason, 'note', t.note,
      'departmentId', case when t.command = 'dispatch' then t.department_id end))
  end
from case_transitions t join cases c on c.id = t.case_id;

drop table case_transitions;
create index case_acts_time on case_acts (at);

create table case_clocks (
  case_id uuid not null references cases (id),
  clock text not null check (clock in ('handling', 'desk', 'take-up', 'supervision')),
  -- The act that started it, and the status that began with it.
  started_by integer not null,
  step text not null,
  started_at timestamptz not null,
  -- Value, unit, edition, and the share after which the deadline is close; null without a limit.
  applied jsonb,
  due_at timestamptz,
  approaching_at timestamptz,
  stopped_by integer,
  stopped_at timestamptz,
  intervals jsonb not null,
  struck jsonb not null default '[]',
  -- The system's act that marked it; 0 for what was overdue before there were such acts.
  approached_by integer,
  overdue_by integer,
  -- When the sweep of deadlines must look at it next; null when there is nothing to come.
  next_at timestamptz,
  primary key (case_id, clock, started_by)
);
create unique index case_clocks_one_open on case_clocks (case_id, clock) where stopped_at is null;
create index case_clocks_next on case_clocks (next_at) where next_at is not null;

create temporary table moves on commit drop as
select a.case_id, a.seq, a.at, a.act, a.to_status as status, a.detail ->> 'reason' as reason, c.priority,
  lead(a.seq) over w as next_seq, lead(a.at) over w as next_at,
  case when a.to_status in ('dispatched', 'handling') then 'unit' else 'centre' end as holder,
  l.value as limits, g.limit_s as category_limit_s, c.category_edition
from case_acts a
join cases c on c.id = a.case_id
left join case_categories g on g.code = c.category and g.edition = c.category_edition
left join lateral (
  select s.value from settings s
  where s.key = 'case.stage_limits' and s.valid_from <= a.at and (s.valid_to is null or s.valid_to > a.at)
  order by s.valid_from desc limit 1) l on true
where a.from_status is distinct from a.to_status
window w as (partition by a.case_id order by a.seq);

create or replace function pg_temp.iso(at timestamptz) returns text language sql as
$$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- The steps at the desk, and taking up.
insert into case_clocks (case_id, clock, started_by, step, started_at, applied, due_at, approaching_at, stopped_by,
  stopped_at, intervals)
select m.case_id, m.clock, m.seq, m.status, m.at,
  case when m.seconds is not null then jsonb_build_object('value', m.seconds, 'unit', 's', 'edition',
    m.limits ->> 'edition', 'approachingShare', m.share) end,
  m.at + m.seconds * interval '1 second', case when m.share < 1 then m.at + m.seconds * m.share * interval '1 second' end,
  m.next_seq, m.next_at,
  jsonb_build_array(jsonb_build_object('from', pg_temp.iso(m.at), 'to', pg_temp.iso(m.next_at), 'state', 'running',
    'holder', m.holder, 'by', m.seq, 'reason', m.reason))
from (
  select m.*, case when m.status = 'dispatched' then 'take-up' else 'desk' end as clock,
    coalesce((m.limits ->> 'approachingShare')::float8, 0.8) as share,
    (m.limits -> 'secondsByStatus' -> m.status ->> (m.priority - 1))::float8 as seconds
  from moves m
  where m.status not in ('handling', 'closed', 'evaluated', 'rejected', 'cancelled')
) m;

-- Handling: from the first dispatch; it stops with the unit's completion, which a rework strikes.
insert into case_clocks (case_id, clock, started_by, step, started_at, applied, due_at, approaching_at, stopped_by,
  stopped_at, intervals, struck)
with first as (
  select distinct on (m.case_id) m.*, coalesce(m.category_limit_s,
    (m.limits -> 'secondsByStatus' -> 'handling' ->> (m.priority - 1))::float8) as seconds,
    coalesce((m.limits ->> 'approachingShare')::float8, 0.8) as share
  from moves m where m.act = 'dispatch' order by m.case_id, m.seq
),
since as (
  select m.*, lag(m.holder) over (partition by m.case_id order by m.seq) as holder_before
  from moves m join first f on f.case_id = m.case_id and m.seq >= f.seq
),
ends as (
  -- The last completion that no rework struck, else the act that ended the case.
  select distinct on (m.case_id) m.case_id, m.seq, m.at
  from since m
  where (m.act = 'submit' and not exists (
      select from since r where r.case_id = m.case_id and r.act = 'rework' and r.seq > m.seq))
    or m.status in ('rejected', 'cancelled')
  order by m.case_id, m.seq
),
hands as (
  select m.case_id, m.seq, m.at, m.holder, m.reason, e.at as end_at,
    lead(m.at) over (partition by m.case_id order by m.seq) as to_at
  from since m left join ends e on e.case_id = m.case_id
  where m.holder is distinct from m.holder_before and (e.seq is null or m.seq < e.seq)
),
spans as (
  select h.case_id, jsonb_agg(jsonb_build_object('from', pg_temp.iso(h.at),
    'to', pg_temp.iso(coalesce(h.to_at, h.end_at)), 'state', 'running', 'holder', h.holder, 'by', h.seq,
    'reason', h.reason) order by h.seq) as intervals
  from hands h group by h.case_id
),
strikes as (
  select r.case_id, jsonb_agg(jsonb_build_object('stoppedBy', s.seq, 'stoppedAt', pg_temp.iso(s.at), 'by', r.seq)
    order by r.seq) as struck
  from since r
  join lateral (
    select s.seq, s.at from since s where s.case_id = r.case_id and s.act = 'submit' and s.seq < r.seq
    order by s.seq desc limit 1) s on true
  where r.act = 'rework' group by r.case_id
)
select f.case_id, 'handling', f.seq, 'dispatched', f.at,
  case when f.seconds is not null then jsonb_build_object('value', f.seconds, 'unit', 's', 'edition',
    case when f.category_limit_s is not null then f.category_edition else f.limits ->> 'edition' end,
    'approachingShare', case when f.limits is not null then f.share end) end,
  f.at + f.seconds * interval '1 second',
  case when f.limits is not null and f.share < 1 then f.at + f.seconds * f.share * interval '1 second' end,
  e.seq, e.at, s.intervals, coalesce(k.struck, '[]')
from first f
join spans s on s.case_id = f.case_id
left join ends e on e.case_id = f.case_id
left join strikes k on k.case_id = f.case_id;

update case_acts a set limits = k.limits
from (
  select k.case_id, k.started_by, jsonb_object_agg(k.clock, k.applied) as limits
  from case_clocks k where k.applied is not null group by k.case_id, k.started_by) k
where a.case_id = k.case_id and a.seq = k.started_by;

drop table moves;
drop function pg_temp.iso(timestamptz);

-- What is overdue today is marked without an act: nobody is told of it twice.
update case_clocks set approached_by = 0 where clock = 'handling' and stopped_at is null and approaching_at <= now();
update case_clocks set overdue_by = 0 where stopped_at is null and due_at <= now();
update case_clocks set next_at = case when approached_by is null and clock = 'handling' then coalesce(approaching_at, due_at) else due_at end
where stopped_at is null and overdue_by is null;

alter table cases
  -- Number of its last act.
  add column seq integer not null default 0,
  -- Start and notice of the clock whose deadline the row shows.
  add column clock_since timestamptz,
  add column approaching_at timestamptz,
  -- How often an act that moves nothing was done, and when last.
  add column marks jsonb not null default '{}';
update cases c set seq = a.seq from (select case_id, max(seq) as seq from case_acts group by case_id) a where a.case_id = c.id;
-- The deadline of a case that its unit holds is handling's, which started with the first dispatch.
update cases c set clock_since = k.started_at, approaching_at = k.approaching_at, deadline_at = k.due_at
from case_clocks k
where k.case_id = c.id and k.stopped_at is null and c.ended_at is null
  and k.clock = case when c.status in ('dispatched', 'handling') then 'handling' else 'desk' end;
