-- Answers of writing requests are kept as the text that was sent, with the object that they are about, so that a replay can
-- first check whether the actor still sees it.

alter table idempotency_keys
  alter column response drop not null,
  alter column response type text using response::text,
  add column object_kind text,
  add column object_id text;
alter table idempotency_keys rename column response to answer;
create index idempotency_keys_time on idempotency_keys (at);
