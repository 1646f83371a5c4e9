// The statement that lists a schema: tables, columns, constraints, indexes, sequences, views, functions, triggers.
import { sql } from "../sql.ts";

// A daily partition's bounds are not DEFAULT; the constraints and indexes of a partition belong to its parent.
// PostgreSQL 18 lists NOT NULL as constraints of type n; the column's line already contains it.
export const schemaLines = sql`
  with relation as (
    select c.oid, c.relname, c.relkind, c.reloptions, c.relispartition, c.relpartbound
    from pg_class c
    where c.relnamespace = 'minqing'::regnamespace and c.relname <> 'schema_migrations'
      and (not c.relispartition or pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT')
  )
  select format('table %s%s%s', r.relname,
                case when r.relkind = 'p' then ' partition by ' || pg_get_partkeydef(r.oid) else '' end,
                coalesce(' with (' || array_to_string(r.reloptions, ', ') || ')', '')) as line
  from relation r where r.relkind in ('r', 'p') and not r.relispartition
  union all
  select format('table %s partition of %s default', r.relname, parent.relname)
  from relation r
  join pg_inherits i on i.inhrelid = r.oid
  join pg_class parent on parent.oid = i.inhparent
  where r.relkind in ('r', 'p') and r.relispartition
  union all
  select format('table %s column %s %s%s%s%s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then ' not null' else '' end,
                case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
                coalesce(case when a.attgenerated <> '' then ' generated ' else ' default ' end
                         || pg_get_expr(d.adbin, d.adrelid), ''))
  from relation r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
  where r.relkind in ('r', 'p', 'v', 'm') and not r.relispartition
  union all
  select format('table %s constraint %s %s', r.relname, k.conname, pg_get_constraintdef(k.oid))
  from relation r join pg_constraint k on k.conrelid = r.oid and k.contype <> 'n'
  where not r.relispartition
  union all
  select format('index %s', pg_get_indexdef(r.oid))
  from relation r where r.relkind in ('i', 'I') and not r.relispartition
    and not exists (select 1 from pg_index x join relation t on t.oid = x.indrelid
                    where x.indexrelid = r.oid and t.relispartition)
  union all
  select format('sequence %s', r.relname) from relation r where r.relkind = 'S'
  union all
  select format('view %s as %s', r.relname, regexp_replace(pg_get_viewdef(r.oid), '\s+', ' ', 'g'))
  from relation r where r.relkind in ('v', 'm')
  union all
  select format('function %s(%s) %s', p.proname, pg_get_function_identity_arguments(p.oid), md5(p.prosrc))
  from pg_proc p where p.pronamespace = 'minqing'::regnamespace
  union all
  select format('trigger %s', pg_get_triggerdef(t.oid))
  from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal and not r.relispartition`;
