-- People and units (组织机构) that are edited: posts (岗位), shifts (班次), validity and versions, and a history that only
-- grows. What a person does is said by the post; a person names the account behind which they stand.

alter table regions
  -- Raised by every change: who edits an old version is refused.
  add column version integer not null default 1,
  -- The regions (沿革) whose ground it took when it was made without an outline of its own.
  add column follows text[] not null default '{}',
  -- The first day on which it holds no longer.
  add constraint regions_validity check (valid_to is null or valid_to > valid_from);

alter table departments
  add column valid_from date not null default '2023-06-30',
  add column valid_to date,
  add column version integer not null default 1,
  add constraint departments_validity check (valid_to is null or valid_to > valid_from);

create table posts (
  id text primary key,
  -- Null for a post that belongs to no department (河长).
  department_id text references departments (id),
  name text not null,
  name_en text,
  -- What whoever holds it is to the program; says nothing about what an account may do.
  role text,
  valid_from date not null default '2023-06-30',
  valid_to date,
  version integer not null default 1,
  synthetic boolean not null,
  constraint posts_validity check (valid_to is null or valid_to > valid_from)
);
create index posts_department on posts (department_id);

alter table people
  add column post_id text references posts (id),
  -- Reaches (河段) that a river chief answers for.
  add column reach_codes text[] not null default '{}',
  add column username text references accounts (username),
  add column valid_from date not null default '2023-06-30',
  add column valid_to date,
  add column version integer not null default 1,
  add constraint people_validity check (valid_to is null or valid_to > valid_from),
  -- Checked when a statement ends: one sheet may pass an account from one person to another.
  add constraint people_username unique (username) deferrable;

-- The posts of people that are there already: one for each role of a department, one for each level of river chiefs.
create temporary table post_of on commit drop as
select p.id as person_id, p.department_id, p.role, p.synthetic,
  case
    when p.role <> 'river_chief' then coalesce(p.department_id, 'no-department') || '-' || p.role
    when length(p.region_code) = 6 and right(p.region_code, 2) = '00' then 'river-chief-city'
    when length(p.region_code) = 6 then 'river-chief-county'
    when length(p.region_code) = 9 then 'river-chief-town'
    else 'river-chief-village'
  end as post_id
from people p;
insert into posts (id, department_id, name, name_en, role, synthetic)
select distinct on (o.post_id) o.post_id, case when o.role = 'river_chief' then null else o.department_id end,
  coalesce(n.name, o.role), n.name_en, o.role, o.synthetic
from post_of o left join (values
  ('leader', '值班领导', 'Leader on duty'), ('supervisor', '值班长', 'Shift supervisor'),
  ('acceptor', '受理员', 'Acceptor'), ('dispatcher', '派遣员', 'Dispatcher'), ('handler', '处置人员', 'Disposal staff'),
  ('grid_worker', '网格员', 'Grid worker'), ('river-chief-city', '市级河长', 'City river chief'),
  ('river-chief-county', '县级河长', 'County river chief'), ('river-chief-town', '镇级河长', 'Town river chief'),
  ('river-chief-village', '村级河长', 'Village river chief')
) as n (key, name, name_en) on n.key = case when o.role = 'river_chief' then o.post_id else o.role end
order by o.post_id;
update people p set post_id = o.post_id from post_of o where o.person_id = p.id;
update people set reach_codes = array[reach_code] where reach_code is not null;
alter table people drop column role, drop column reach_code;
create index people_department on people (department_id);
create index people_post on people (post_id);

create table shifts (
  -- The person and the minute in which it begins.
  id text primary key,
  person_id text not null references people (id),
  -- Where it is on duty; need not be the person's own.
  department_id text not null references departments (id),
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  version integer not null default 1,
  synthetic boolean not null,
  constraint shifts_span check (ends_at > starts_at)
);
create index shifts_person on shifts (person_id, starts_at);
create index shifts_time on shifts (starts_at, id);

-- Each change of a region, department, post, person or shift, with what stood before and after; telephone numbers masked.
-- Never updated, never deleted by the application.
create table organisation_history (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('region', 'department', 'post', 'person', 'shift')),
  object_id text not null,
  -- That the change led to.
  version integer not null,
  at timestamptz not null,
  actor text not null,
  before jsonb,
  after jsonb,
  check (before is not null or after is not null)
);
create index organisation_history_object on organisation_history (kind, object_id, id);
