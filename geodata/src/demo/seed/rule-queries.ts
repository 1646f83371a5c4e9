// SQL that writes the data that a city sets: categories, detection classes, alarm rules, properties, settings.
import type { Executor } from "../../database.ts";
import { sql } from "../../sql.ts";
import type { RuleData } from "./rule-data.ts";

export const insertCategories = (
  tx: Executor,
  { edition, validFrom, categories: rows }: RuleData["categories"],
): Promise<number> =>
  tx.execute(sql`
    insert into case_categories (edition, code, kind, major, name_zh, name_en, limit_s, default_priority,
      department_kind, icon, themes, valid_from)
    select ${edition}, c.code, c.kind, c.major, c.name_zh, c.name_en, c.limit_s, c.default_priority, c.department_kind,
      c.icon, string_to_array(c.themes, ','), ${validFrom}::timestamptz
    from unnest(
      ${rows.map((c) => c.code)}::text[], ${rows.map((c) => c.kind)}::text[], ${rows.map((c) => c.major)}::text[],
      ${rows.map((c) => c.nameZh)}::text[], ${rows.map((c) => c.nameEn)}::text[], ${rows.map((c) => c.limitS)}::int[],
      ${rows.map((c) => c.defaultPriority)}::int[], ${rows.map((c) => c.departmentKind)}::text[],
      ${rows.map((c) => c.icon)}::text[], ${rows.map((c) => c.themes.join(","))}::text[]
    ) as c (code, kind, major, name_zh, name_en, limit_s, default_priority, department_kind, icon, themes)`);

export const insertDetectionClasses = (
  tx: Executor,
  { edition, validFrom, classes: rows }: RuleData["detectionClasses"],
): Promise<number> =>
  tx.execute(sql`
    insert into detection_classes (edition, raw_class, category, name_zh, name_en, auto_report_from, review_from,
      valid_from)
    select ${edition}, c.raw_class, c.category, c.name_zh, c.name_en, c.auto_report_from, c.review_from,
      ${validFrom}::timestamptz
    from unnest(
      ${rows.map((c) => c.rawClass)}::text[], ${rows.map((c) => c.category)}::text[],
      ${rows.map((c) => c.nameZh)}::text[], ${rows.map((c) => c.nameEn)}::text[],
      ${rows.map((c) => c.autoReportFrom)}::float8[], ${rows.map((c) => c.reviewFrom)}::float8[]
    ) as c (raw_class, category, name_zh, name_en, auto_report_from, review_from)`);

export const insertAlarmRules = (
  tx: Executor,
  { edition, validFrom, rules: rows }: RuleData["alarmRules"],
): Promise<number> =>
  tx.execute(sql`
    insert into alarm_rules (edition, id, spec, valid_from)
    select ${edition}, r.id, r.spec::jsonb, ${validFrom}::timestamptz
    from unnest(${rows.map((r) => r.id)}::text[], ${rows.map((r) => JSON.stringify(r))}::text[]) as r (id, spec)`);

export const insertProperties = (tx: Executor, { properties: rows }: RuleData["properties"]): Promise<number> =>
  tx.execute(sql`
    insert into observed_properties (key, name_zh, name_en, unit, value_type, min_value, max_value, icon, themes)
    select p.key, p.name_zh, p.name_en, p.unit, p.value_type, p.min_value, p.max_value, p.icon,
      string_to_array(p.themes, ',')
    from unnest(
      ${rows.map((p) => p.key)}::text[], ${rows.map((p) => p.nameZh)}::text[], ${rows.map((p) => p.nameEn)}::text[],
      ${rows.map((p) => p.unit)}::text[], ${rows.map((p) => p.valueType)}::text[],
      ${rows.map((p) => p.minValue)}::float8[], ${rows.map((p) => p.maxValue)}::float8[],
      ${rows.map((p) => p.icon)}::text[], ${rows.map((p) => p.themes.join(","))}::text[]
    ) as p (key, name_zh, name_en, unit, value_type, min_value, max_value, icon, themes)`);

export const insertSettings = (
  tx: Executor,
  { edition, validFrom, settings: rows }: RuleData["settings"],
): Promise<number> =>
  tx.execute(sql`
    insert into settings (key, edition, value, valid_from)
    select s.key, ${edition}, s.value::jsonb, ${validFrom}::timestamptz
    from unnest(${rows.map((s) => s.key)}::text[], ${rows.map((s) => JSON.stringify(s.value))}::text[])
      as s (key, value)`);
