-- Sign-out at the identity provider is followed here (OpenID Connect Back-Channel Logout 1.0): which of the provider's
-- sessions a session was opened from, and which logout tokens have been used.
alter table sessions
  -- `sid` of the ID token; null for passwords and where the provider names none.
  add column provider_session text;

create table spent_logout_tokens (
  provider text not null,
  token_id text not null,
  -- After that the token is refused for its age, and need not be remembered.
  keep_until timestamptz not null,
  primary key (provider, token_id)
);
