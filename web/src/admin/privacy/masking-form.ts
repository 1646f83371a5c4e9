// The masking policy as a form: ticks by field and role, and the list of changes. Pure.
import { ROLES, type Role } from "@minqing/core/access/account";
import { PERMISSIONS } from "@minqing/core/access/permissions";
import { CONTACT_FIELDS, type ContactField } from "@minqing/core/privacy/contact";
import { type MaskingPolicy, MaskingPolicyChange, type RevealPurpose } from "@minqing/core/privacy/masking-policy";

/** The roles that read cases; administrators never do. */
const READING: readonly Role[] = PERMISSIONS["board.read"].roles;
export const MASKING_ROLES: readonly Role[] = ROLES.filter((role) => READING.includes(role));

const REVEALING: readonly Role[] = PERMISSIONS["contact.reveal"].roles;
/** False for a partner system, because plain text is shown only to people. */
export const mayReveal = (role: Role): boolean => REVEALING.includes(role);

const toggled = (roles: readonly Role[], role: Role): Role[] =>
  roles.includes(role)
    ? roles.filter((other) => other !== role)
    : ROLES.filter((one) => one === role || roles.includes(one));

type Rule = MaskingPolicy["fields"][ContactField];

const withRule = (policy: MaskingPolicy, field: ContactField, rule: Rule): MaskingPolicy => ({
  ...policy,
  fields: { ...policy.fields, [field]: rule },
});

/** A role that loses the masked field also loses it in plain text. */
export function toggleMasked(policy: MaskingPolicy, field: ContactField, role: Role): MaskingPolicy {
  const { masked, plain } = policy.fields[field];
  const isLost = masked.includes(role);
  const remaining = Object.entries(plain).map(([purpose, roles]) => [purpose, roles.filter((other) => other !== role)]);
  return withRule(policy, field, {
    masked: toggled(masked, role),
    plain: isLost ? Object.fromEntries(remaining) : plain,
  });
}

/** A role that gets the field in plain text also sees it masked. */
export function togglePlain(policy: MaskingPolicy, field: ContactField, purpose: string, role: Role): MaskingPolicy {
  const { masked, plain } = policy.fields[field];
  return withRule(policy, field, {
    masked: masked.includes(role) ? masked : toggled(masked, role),
    plain: { ...plain, [purpose]: toggled(plain[purpose] ?? [], role) },
  });
}

export const addPurpose = (policy: MaskingPolicy, purpose: RevealPurpose): MaskingPolicy => ({
  ...policy,
  purposes: [...policy.purposes, purpose],
});

export const renamePurpose = (
  policy: MaskingPolicy,
  code: string,
  name: Partial<Pick<RevealPurpose, "nameZh" | "nameEn">>,
): MaskingPolicy => ({
  ...policy,
  purposes: policy.purposes.map((purpose) => (purpose.code === code ? { ...purpose, ...name } : purpose)),
});

/** Also removes everything that was shown in plain text for the purpose. */
export function removePurpose(policy: MaskingPolicy, code: string): MaskingPolicy {
  const left = CONTACT_FIELDS.reduce((made, field) => {
    const { [code]: _taken, ...plain } = made.fields[field].plain;
    return withRule(made, field, { ...made.fields[field], plain });
  }, policy);
  return { ...left, purposes: left.purposes.filter((purpose) => purpose.code !== code) };
}

export type PurposeIssue = "code" | "nameZh" | "nameEn";

/** The issue that the server would report for a purpose; `code` when no role may see anything for it. */
export function purposeIssue(policy: MaskingPolicy, code: string): PurposeIssue | null {
  const parsed = MaskingPolicyChange.safeParse(policy);
  const index = policy.purposes.findIndex((purpose) => purpose.code === code);
  const issue = parsed.error?.issues.find(({ path }) => path[0] === "purposes" && path[1] === index);
  return issue === undefined ? null : (issue.path[2] as PurposeIssue);
}

export const toggleOwnOnly = (policy: MaskingPolicy, role: Role): MaskingPolicy => ({
  ...policy,
  ownDepartmentOnly: toggled(policy.ownDepartmentOnly, role),
});

export type MaskingChange =
  | { what: "masked"; field: ContactField; role: Role; isOn: boolean }
  | { what: "plain"; field: ContactField; role: Role; purpose: string; isOn: boolean }
  | { what: "purposeAdded" | "purposeRemoved"; purpose: RevealPurpose }
  | { what: "purposeRenamed"; before: RevealPurpose; after: RevealPurpose }
  | { what: "identityShows"; before: MaskingPolicy["identityShows"]; after: MaskingPolicy["identityShows"] }
  | { what: "ownDepartmentOnly"; before: Role[]; after: Role[] }
  | { what: "shownSeconds" | "mostPerHour"; before: number; after: number };

/** Roles that are in only one of the lists. */
const differing = (before: readonly Role[], after: readonly Role[]): Role[] =>
  ROLES.filter((role) => before.includes(role) !== after.includes(role));

function purposeChanges(before: readonly RevealPurpose[], after: readonly RevealPurpose[]): MaskingChange[] {
  const known = new Map(before.map((purpose) => [purpose.code, purpose]));
  const remaining = new Set(after.map(({ code }) => code));
  return [
    ...after.flatMap((purpose): MaskingChange[] => {
      const old = known.get(purpose.code);
      if (old === undefined) return [{ what: "purposeAdded", purpose }];
      const isNamed = old.nameZh !== purpose.nameZh || old.nameEn !== purpose.nameEn;
      return isNamed ? [{ what: "purposeRenamed", before: old, after: purpose }] : [];
    }),
    ...before
      .filter(({ code }) => !remaining.has(code))
      .map((purpose) => ({ what: "purposeRemoved", purpose }) as const),
  ];
}

function fieldChanges(
  field: ContactField,
  before: Rule,
  { masked, plain }: Rule,
  remaining: Set<string>,
): MaskingChange[] {
  const purposes = [...new Set([...Object.keys(before.plain), ...Object.keys(plain)])].filter((code) =>
    remaining.has(code),
  );
  return [
    ...differing(before.masked, masked).map((role) => {
      return { what: "masked", field, role, isOn: masked.includes(role) } as const;
    }),
    ...purposes.flatMap((purpose) => {
      const roles = plain[purpose] ?? [];
      return differing(before.plain[purpose] ?? [], roles).map((role) => {
        return { what: "plain", field, role, purpose, isOn: roles.includes(role) } as const;
      });
    }),
  ];
}

export function maskingChanges(before: MaskingPolicy, after: MaskingPolicy): MaskingChange[] {
  // Changes of removed purposes are not listed by field: their removal covers them.
  const remaining = new Set(after.purposes.map(({ code }) => code));
  const changes = [
    ...purposeChanges(before.purposes, after.purposes),
    ...CONTACT_FIELDS.flatMap((field) => fieldChanges(field, before.fields[field], after.fields[field], remaining)),
  ];
  if (before.identityShows !== after.identityShows) {
    changes.push({ what: "identityShows", before: before.identityShows, after: after.identityShows });
  }
  if (differing(before.ownDepartmentOnly, after.ownDepartmentOnly).length > 0) {
    changes.push({ what: "ownDepartmentOnly", before: before.ownDepartmentOnly, after: after.ownDepartmentOnly });
  }
  for (const what of ["shownSeconds", "mostPerHour"] as const) {
    if (before.reveal[what] !== after.reveal[what]) {
      changes.push({ what, before: before.reveal[what], after: after.reveal[what] });
    }
  }
  return changes;
}
