-- When a case ended has a column of its own: queries ask it, and no list of ended statuses stands in them. Until now no ended
-- case could move, so the instant of its status is the instant of its end.

alter table cases add column ended_at timestamptz;
update cases set ended_at = status_since where status in ('closed', 'evaluated', 'rejected', 'cancelled');
drop index cases_board;
create index cases_board on cases (priority, deadline_at) where ended_at is null;
