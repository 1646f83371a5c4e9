-- Kinds of things, groups of cameras, categories and observed properties say themselves how they are shown: a city adds rows,
-- not code. `things.kind` and `cameras.group_name` refer to no row on purpose: what has none is shown by its code.
-- Icons are names of the pages' icons (web/src/design/icons.ts), themes those of the wall (web/src/wall/theme.ts); names that a
-- page does not have are drawn neutrally, or nowhere.

create table thing_kinds (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  icon text not null,
  -- Observed properties that such a thing usually has; the map shows the first.
  streams text[] not null default '{}',
  -- A value is stale after this many of its expected intervals.
  stale_intervals double precision not null default 3 check (stale_intervals > 0),
  -- Order on screens, the smallest first.
  rank integer not null default 1000,
  -- Themes of the wall that show such things; without any the wall does not load them.
  themes text[] not null default '{emergency}',
  -- gauge: a level against its limits; rain and depth: amounts; moving: by its positions; dot: everything else.
  symbol text not null default 'dot'
);
-- Every city begins with these.
insert into thing_kinds (code, name_zh, name_en, icon, streams, rank, themes, symbol) values
  ('river_level', '河道水位站', 'River gauge', 'gauge', '{water_level}', 10, '{emergency,river}', 'gauge'),
  ('tide_gauge', '潮位站', 'Tide gauge', 'tide', '{tide_level}', 20, '{emergency}', 'gauge'),
  ('rain_gauge', '雨量站', 'Rain gauge', 'rain', '{rain_1h,rainfall}', 30, '{emergency}', 'rain'),
  ('flood_point', '易涝点', 'Flood point', 'wave', '{flood_depth}', 40, '{emergency}', 'depth'),
  ('water_quality', '水质站', 'Water-quality station', 'drop',
    '{water_temperature,ph,dissolved_oxygen,permanganate_index,ammonia_nitrogen,total_phosphorus,turbidity}',
    50, '{river}', 'dot'),
  ('air_station', '空气站', 'Air station', 'air', '{pm25,pm10,o3,no2,so2,co,temperature,humidity,wind_speed}',
    60, '{}', 'dot'),
  ('drain_level', '管网液位', 'Drain level', 'pipe', '{drain_level}', 70, '{}', 'dot'),
  ('traffic_sensor', '路段检测器', 'Traffic detector', 'roadBlock', '{speed,volume,occupancy}', 80, '{}', 'dot'),
  ('vehicle', '车辆', 'Vehicle', 'car', '{speed,heading,duty}', 90, '{traffic}', 'moving'),
  ('patrol', '巡查终端', 'Patrol terminal', 'walker', '{speed,heading,battery}', 100, '{river}', 'moving');

create table camera_groups (
  -- The name that its cameras carry.
  name text primary key,
  -- Themes of the wall whose subject the group shows.
  themes text[] not null default '{}'
);
-- What the wall guessed from the names so far.
insert into camera_groups (name, themes)
select k.group_name, array_remove(array[
    case when k.group_name ~ '沿线|易涝点|海堤|渔港' then 'emergency' end,
    case when k.group_name ~ '沿线|海堤' then 'river' end,
    case when k.group_name ~ '市场|广场|学校|工地|医院' then 'urban' end,
    case when k.group_name ~ '路口' then 'traffic' end], null)
from cameras k group by k.group_name;

alter table case_categories
  add column icon text,
  -- Themes of the wall that cases of this category belong to.
  add column themes text[] not null default '{}';
-- What the pages took from the codes so far. [GB/T 30428.2] The longest prefix counts.
update case_categories c
set icon = (
  select i.icon from (values
    ('01', 'trash'), ('0113', 'roadBlock'), ('0114', 'roadBlock'), ('0117', 'tree'), ('0118', 'tree'), ('0119', 'tree'),
    ('0120', 'fire'), ('0122', 'tree'), ('0125', 'drop'), ('0126', 'drop'), ('0128', 'noise'), ('0129', 'fire'),
    ('0130', 'sewage'), ('02', 'stall'), ('03', 'build'), ('0301', 'noise'), ('0302', 'roadBlock'), ('04', 'stall'),
    ('0409', 'car'), ('0410', 'car'), ('0496', 'siren'), ('05', 'siren'), ('0501', 'drop'), ('0502', 'fire'),
    ('0503', 'pipe'), ('0505', 'roadBlock'), ('0506', 'wave'), ('0597', 'gauge'), ('0598', 'silent')
  ) as i (prefix, icon) where c.code like i.prefix || '%' order by length(i.prefix) desc limit 1)
where c.code not like '%c';
update case_categories c
set icon = (
  select i.icon from (values
    ('010', 'manhole'), ('0123', 'manhole'), ('0137', 'lamp'), ('02', 'roadBlock'), ('030', 'trash'),
    ('0301', 'component'), ('040', 'tree')
  ) as i (prefix, icon) where c.code like i.prefix || '%' order by length(i.prefix) desc limit 1)
where c.code like '%c';
update case_categories c
set themes = array_remove(array[
  case when c.code ~ '^(0125|0126|0130|0181|0182|0597|0506|0503|0507c|0508c|0230c)' then 'river' end,
  case when c.code ~ '^(0113|0114|0302|0409|0410|0496|0505|0506|0508$|02..c)' then 'traffic' end], null);

alter table observed_properties
  add column icon text,
  -- Themes of the wall that alarms about it belong to.
  add column themes text[] not null default '{}';
update observed_properties p
set icon = i.icon, themes = i.themes
from (values
  ('water_level', 'gauge', '{river}'::text[]), ('tide_level', 'tide', '{river}'), ('rain_1h', 'rain', '{river}'),
  ('rainfall', 'rain', '{}'), ('flood_depth', 'wave', '{traffic}'), ('drain_level', 'pipe', '{}'),
  ('ammonia_nitrogen', 'drop', '{river}'), ('dissolved_oxygen', 'drop', '{river}'), ('pm25', 'air', '{}'),
  ('speed', 'car', '{traffic}')
) as i (key, icon, themes)
where p.key = i.key;

-- Kinds of departments are a setting; what the console took from their codes so far.
update settings s
set value = (
  select jsonb_agg(case when i.icon is null then k.value else jsonb_build_object('icon', i.icon) || k.value end order by k.n)
  from jsonb_array_elements(s.value) with ordinality as k (value, n)
  left join (values
    ('urban_management', 'stall'), ('sanitation', 'trash'), ('water', 'drop'), ('emergency', 'siren'), ('fire', 'fire'),
    ('traffic_police', 'car'), ('transport', 'roadBlock'), ('environment', 'air'), ('housing', 'build'),
    ('agriculture', 'tree'), ('station', 'lamp')
  ) as i (code, icon) on i.code = k.value ->> 'code')
where s.key = 'organisation.department_kinds' and jsonb_typeof(s.value) = 'array' and jsonb_array_length(s.value) > 0;
