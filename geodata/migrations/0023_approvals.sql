-- What one administrator does with great effect waits for a second one.
create table approvals (
  id uuid primary key,
  action text not null,
  -- The account, the token's name, or how many accounts an import has.
  object text not null,
  -- What would change, as people see it.
  detail jsonb not null,
  -- What is done on approval; hashes of passwords and tokens among it.
  payload jsonb not null,
  requested_by text not null,
  -- The role that decides.
  approver text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by text,
  decided_at timestamptz
);
create index approvals_open on approvals (requested_at desc) where decision is null;

-- Waits for its approval: it cannot sign in, the token does not count.
alter table accounts add column awaits_approval uuid references approvals (id);
alter table service_tokens add column awaits_approval uuid references approvals (id);
