-- Service tokens (服务令牌) of partner systems, and who at an identity provider is which account (身份绑定): from the first
-- link on the provider's subject decides, not the name, which may be changed or given to somebody else there.

create table service_tokens (
  id uuid primary key default gen_random_uuid(),
  -- Stands in the audit trail as `token:<name>`; never given twice.
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,47}$'),
  purpose text not null,
  roles text[] not null check (cardinality(roles) > 0),
  region_codes text[] not null check (cardinality(region_codes) > 0),
  except_codes text[] not null,
  department_id text references departments (id),
  -- Addresses and CIDR blocks that it may be used from; none: from anywhere.
  addresses text[] not null,
  -- Keyed; the token itself is told once and never stored.
  token_hash bytea not null unique,
  -- The token before the last renewal, while its holder changes over.
  prior_hash bytea unique,
  prior_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  renewed_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  last_used_at timestamptz,
  last_used_address text,
  check ((prior_hash is null) = (prior_until is null))
);

create table identity_links (
  id uuid primary key default gen_random_uuid(),
  -- Issuer of OpenID Connect, or host and client of another protocol.
  provider text not null,
  subject text not null,
  username text not null references accounts (username) on delete cascade,
  linked_at timestamptz not null,
  -- The administrator, or the account itself at its first sign-in.
  linked_by text not null,
  last_used_at timestamptz,
  unique (provider, subject),
  -- Another person of the same name finds the account taken.
  unique (provider, username)
);
create index identity_links_account on identity_links (username);

alter table sessions drop constraint sessions_opened_by_check;
alter table sessions add constraint sessions_opened_by_check check (opened_by in ('password', 'oidc', 'oauth2'));
