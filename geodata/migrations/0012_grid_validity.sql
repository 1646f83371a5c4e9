-- Grid cells (单元网格) are kept as regions are: validity, a version, the cells whose ground they took, a history. A cell that
-- has ended stays: cases and statistics of its time name it.

alter table grid_cells
  add column valid_from date not null default '2023-06-30',
  -- The first day on which it holds no longer.
  add column valid_to date,
  -- Raised by every change: who edits an old version is refused.
  add column version integer not null default 1,
  -- The cells (沿革) of the same village whose ground it took.
  add column follows text[] not null default '{}',
  add constraint grid_cells_validity check (valid_to is null or valid_to > valid_from);
create index grid_cells_village on grid_cells (village_code);

alter table organisation_history
  drop constraint organisation_history_kind_check,
  add constraint organisation_history_kind_check
    check (kind in ('region', 'grid', 'department', 'post', 'person', 'shift'));
