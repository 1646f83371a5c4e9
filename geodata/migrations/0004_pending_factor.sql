-- A second factor that is being set up stands beside the one in force, which counts until a code confirms the new one.
alter table accounts add column totp_pending bytea;
