-- How a session was opened: by the password, or by an identity provider that may vouch for a second factor. What its
-- person must do first depends on it for as long as the session lasts.
alter table sessions
  add column opened_by text not null default 'password' check (opened_by in ('password', 'oidc')),
  add column provider_factor boolean not null default false;
