-- The audit trail without a signing key: heads are kept and anchored unsigned. And lists by action.

alter table audit_heads
  alter column key_id drop not null,
  alter column signature drop not null,
  add constraint audit_heads_signed_by check ((key_id is null) = (signature is null));

create index audit_events_action on audit_events (action, at desc);
