-- Attempts at an account's password, by where they come from: a network, a browser that has signed in before, or an open
-- session. Each is locked by itself, so that a stranger who types wrong passwords locks nobody else out.
create table sign_in_attempts (
  username text not null references accounts (username) on delete cascade,
  -- network:…, browser:… or session:…
  source text not null,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (username, source)
);
create index sign_in_attempts_time on sign_in_attempts (last_at);
