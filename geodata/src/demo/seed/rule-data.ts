// Reads the data files that a city sets, and checks them with the schemas of core.
import { readFileSync } from "node:fs";
import { SignInPolicy } from "@minqing/core/access/policy";
import { ACKNOWLEDGE_LIMITS_KEY, AcknowledgeLimits } from "@minqing/core/alarm/acts";
import { AlarmRule } from "@minqing/core/alarm/rule";
import { AUDIT_ANCHOR_KEY, AuditAnchorMinutes } from "@minqing/core/audit/audit-settings";
import { CaseCategory } from "@minqing/core/case/category";
import { STAGE_LIMITS_KEY, StageLimits } from "@minqing/core/case/limits";
import { DEPARTMENT_KINDS_KEY, DepartmentKinds } from "@minqing/core/organisation/department";
import { MASKING_POLICY_KEY, MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { PUBLIC_VIEW_KEY, PublicView } from "@minqing/core/privacy/public-place";
import { RETENTION, RETENTION_KINDS, retentionDays } from "@minqing/core/privacy/retention";
import { RIVER_DISTANCE_KEY, RiverDistanceM } from "@minqing/core/river/distance";
import { ObservedProperty } from "@minqing/core/thing/property";
import { z } from "zod";

const validFrom = z.iso.datetime();

const Categories = z.object({
  edition: z.string(),
  validFrom,
  categories: z.array(CaseCategory.omit({ edition: true })),
});
const DetectionClasses = z.object({
  edition: z.string(),
  validFrom,
  classes: z.array(
    z.object({
      rawClass: z.string(),
      category: z.string().nullable(),
      nameZh: z.string(),
      nameEn: z.string(),
      autoReportFrom: z.number(),
      reviewFrom: z.number(),
    }),
  ),
});
const AlarmRules = z.object({ edition: z.string(), validFrom, rules: z.array(AlarmRule) });
const Properties = z.object({ properties: z.array(ObservedProperty) });
/** A setting without a schema here is not checked. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  [STAGE_LIMITS_KEY]: StageLimits,
  [ACKNOWLEDGE_LIMITS_KEY]: AcknowledgeLimits,
  "access.sign_in_policy": SignInPolicy,
  [DEPARTMENT_KINDS_KEY]: DepartmentKinds,
  [RIVER_DISTANCE_KEY]: RiverDistanceM,
  [MASKING_POLICY_KEY]: MaskingPolicy,
  [PUBLIC_VIEW_KEY]: PublicView,
  ...Object.fromEntries(RETENTION_KINDS.map((kind) => [RETENTION[kind].key, retentionDays(kind)])),
  [AUDIT_ANCHOR_KEY]: AuditAnchorMinutes,
};
const Setting = z
  .object({ key: z.string(), value: z.json() })
  .refine(({ key, value }) => SCHEMAS[key]?.safeParse(value).success ?? true, "expected the form of this setting");
const Settings = z.object({ edition: z.string(), validFrom, settings: z.array(Setting) });

export interface RuleData {
  categories: z.infer<typeof Categories>;
  detectionClasses: z.infer<typeof DetectionClasses>;
  alarmRules: z.infer<typeof AlarmRules>;
  properties: z.infer<typeof Properties>;
  settings: z.infer<typeof Settings>;
}

const read = <T>(name: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8")));

export const readRuleData = (): RuleData => ({
  categories: read("categories.json", Categories),
  detectionClasses: read("detection-classes.json", DetectionClasses),
  alarmRules: read("alarm-rules.json", AlarmRules),
  properties: read("observed-properties.json", Properties),
  settings: read("settings.json", Settings),
});

/** The limits of the city's stages among its settings; null where it has set none. */
export function readStageLimits({ settings }: Pick<RuleData, "settings">): StageLimits | null {
  const setting = settings.settings.find(({ key }) => key === STAGE_LIMITS_KEY);
  return setting === undefined ? null : StageLimits.parse(setting.value);
}
