-- Since when an account has seen what it sees now: entries of the change log from before tell it of no object that is gone.
alter table accounts add column scope_since timestamptz;
