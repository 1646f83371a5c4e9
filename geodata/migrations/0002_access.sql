-- Accounts as 等保三级 asks: password age and history, lock-out, second factor, sessions that can be listed and ended;
-- and the audit trail, which only grows.

alter table accounts
  -- Raised by every change: who edits an old version is refused.
  add column version integer not null default 1,
  add column enabled boolean not null default true,
  add column password_set_at timestamptz,
  -- The next sign-in must choose a new password (first sign-in, reset).
  add column must_change_password boolean not null default false,
  add column failures integer not null default 0,
  add column locked_until timestamptz,
  -- Encrypted with a key that is not in the database; null without a second factor.
  add column totp_secret bytea,
  add column totp_confirmed_at timestamptz,
  -- The last time step that was used: a code counts once.
  add column totp_last_step bigint,
  add column last_sign_in_at timestamptz;
update accounts set password_set_at = created_at;
alter table accounts alter column password_set_at set not null;

create table password_history (
  username text not null references accounts (username) on delete cascade,
  password_hash text not null,
  set_at timestamptz not null,
  primary key (username, set_at)
);

create table recovery_codes (
  username text not null references accounts (username) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (username, code_hash)
);

alter table sessions
  -- Names the session to administrators; the token's hash never leaves the database.
  add column id uuid not null default gen_random_uuid() unique,
  add column address text,
  add column user_agent text;

-- Never updated, never deleted by the application; the owner purges by age.
create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text,
  roles text[] not null,
  address text,
  action text not null,
  object_kind text,
  object_id text,
  result text not null check (result in ('done', 'refused', 'failed')),
  reason text,
  count integer not null default 1 check (count > 0),
  detail jsonb
);
create index audit_events_time on audit_events (at desc, id desc);
create index audit_events_actor on audit_events (actor, at desc);
create index audit_events_object on audit_events (object_kind, object_id, at desc);

-- The chain over committed rows, in the order in which the sealer met them.
create table audit_chain (
  position bigint primary key,
  audit_id bigint not null unique references audit_events (id),
  -- SM3 of the hash before and the row's canonical text.
  hash bytea not null
);

-- Signed heads of the chain; the same lines go to AUDIT_ANCHOR.
create table audit_heads (
  position bigint primary key,
  at timestamptz not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null
);
