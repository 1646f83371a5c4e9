// The sign-in policy as a form: its numbers with the bounds of the schema, its switches, the changed values. Pure.
import { SignInPolicy } from "@minqing/core/access/policy";

export interface NumberField {
  key:
    | "minLength"
    | "minKinds"
    | "maxAgeDays"
    | "history"
    | "maxFailures"
    | "maxFailuresEverywhere"
    | "lockMinutes"
    | "idleMinutes"
    | "absoluteHours"
    | "sessionsPerAccount"
    | "tokenMaxDays"
    | "tokenOverlapHours";
  min: number;
  max: number;
  /** The value of a limit that is switched on again; null for a value that cannot be switched off. */
  whenOn: number | null;
}

const field = (key: NumberField["key"], min: number, max: number, whenOn: number | null = null): NumberField => ({
  key,
  min,
  max,
  whenOn,
});

export const POLICY_GROUPS = {
  password: [
    field("minLength", 8, 64),
    field("minKinds", 1, 4),
    field("maxAgeDays", 1, 730, 90),
    field("history", 0, 24),
  ],
  lock: [field("maxFailures", 3, 20), field("maxFailuresEverywhere", 10, 1000), field("lockMinutes", 1, 1440)],
  session: [field("idleMinutes", 1, 1440), field("absoluteHours", 1, 720), field("sessionsPerAccount", 1, 100, 3)],
  token: [field("tokenMaxDays", 1, 1825), field("tokenOverlapHours", 0, 720)],
} as const satisfies Record<string, readonly NumberField[]>;

export type PolicyGroup = keyof typeof POLICY_GROUPS;

export const POLICY_FIELDS: readonly NumberField[] = Object.values(POLICY_GROUPS).flat();

/** Numbers as typed: NaN while a field is empty, which no policy accepts. */
export type PolicyForm = SignInPolicy;

export type PolicyKey = keyof SignInPolicy;

/** The values that do not fit the schema. */
export function policyIssues(form: PolicyForm): PolicyKey[] {
  const parsed = SignInPolicy.safeParse(form);
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path[0] as PolicyKey))];
}

export const changedPolicy = (before: SignInPolicy, after: PolicyForm): PolicyKey[] =>
  (Object.keys(SignInPolicy.shape) as PolicyKey[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
