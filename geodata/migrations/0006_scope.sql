-- Scope (数据权限) beyond regions: reaches of a river chief, which cases an account means, how confidential a case is.
-- The change log keeps the whole standing (归属) of an object, not its region alone.

alter table accounts
  add column reach_codes text[] not null default '{}',
  add column case_range text not null default 'region' check (case_range in ('region', 'department', 'own')),
  add column clearance smallint not null default 0 check (clearance between 0 and 2);

alter table cases
  add column reach_code text references reaches (code),
  -- The account; null for what the system itself opened.
  add column reported_by text,
  add column secrecy smallint not null default 0 check (secrecy between 0 and 2);
update cases c set reported_by = t.actor
  from case_transitions t where t.case_id = c.id and t.version = 1 and t.actor <> 'system';
create index cases_department on cases (department_id, reported_at desc);
create index cases_reporter on cases (reported_by, reported_at desc);
create index cases_reach on cases (reach_code, reported_at desc) where reach_code is not null;
create index things_reach on things (reach_code) where reach_code is not null;

alter table change_log
  alter column scope_before type jsonb
    using case when scope_before is not null then jsonb_build_object('code', scope_before) end,
  alter column scope_after type jsonb
    using case when scope_after is not null then jsonb_build_object('code', scope_after) end;
