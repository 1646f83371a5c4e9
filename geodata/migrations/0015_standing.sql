-- Who stands in a case are sets: the unit that leads (主办) and those that assist (协办), the accounts that reported it, and those
-- that have a task of it.

alter table cases
  add column assisting text[] not null default '{}',
  add column reporters text[] not null default '{}',
  add column assignees text[] not null default '{}';
update cases set reporters = array[reported_by] where reported_by is not null;
alter table cases drop column reported_by;
create index cases_assisting on cases using gin (assisting);
create index cases_reporters on cases using gin (reporters);
create index cases_assignees on cases using gin (assignees);
