// The masking policy (脱敏策略) of a city: which roles see which field of a contact masked, which may see it unmasked and
// for which purpose. A role that is not named sees nothing. This file decides; the server applies it.

import { z } from "zod";
import { type Actor, Role } from "../access/account.ts";
import { mayDo, type Permission } from "../access/permissions.ts";
import type { CaseView } from "../case/case.ts";
import { IN_EDITION } from "../city/edition.ts";
import { typedText } from "../text/text.ts";
import { type CaseContact, CONTACT_FIELDS, type ContactField, type ContactView, givenFields } from "./contact.ts";
import { maskField } from "./mask.ts";

export const MASKING_POLICY_KEY = "privacy.masking_policy";
export const MAX_PURPOSES = 12;

export const RevealPurpose = z.object({
  code: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/, "expected small letters and dashes")
    .max(32),
  nameZh: typedText(40),
  nameEn: typedText(60),
});
export type RevealPurpose = z.infer<typeof RevealPurpose>;

const FieldRule = z.object({
  masked: z.array(Role),
  /** By purpose: the roles that may see it unmasked. */
  plain: z.record(z.string(), z.array(Role)),
});
export type FieldRule = z.infer<typeof FieldRule>;

const rules = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, FieldRule])) as Record<
  ContactField,
  typeof FieldRule
>;

/** Minimum and maximum. */
export const REVEAL_BOUNDS = { shownSeconds: [10, 600], mostPerHour: [1, 1_000] } as const;

const within = ([min, max]: readonly [number, number]) => z.number().int().min(min).max(max);

export const MaskingPolicy = z
  .object({
    purposes: z
      .array(RevealPurpose)
      .min(1, "expected at least one purpose")
      .max(MAX_PURPOSES, `expected at most ${MAX_PURPOSES} purposes`),
    fields: z.object(rules),
    identityShows: z.enum(["area-and-end", "ends"]),
    /** These roles see the contact of a case only while the case is with their own department. */
    ownDepartmentOnly: z.array(Role),
    reveal: z.object({
      /** A screen hides unmasked text again after this time. */
      shownSeconds: within(REVEAL_BOUNDS.shownSeconds),
      /** Maximum number of reveals by one account within an hour. */
      mostPerHour: within(REVEAL_BOUNDS.mostPerHour),
    }),
  })
  .superRefine(({ purposes, fields }, context) => {
    const codes = purposes.map(({ code }) => code);
    if (new Set(codes).size < codes.length) {
      context.addIssue({ code: "custom", path: ["purposes"], message: "expected each code once" });
    }
    for (const field of CONTACT_FIELDS) {
      for (const [purpose, roles] of Object.entries(fields[field].plain)) {
        const path = ["fields", field, "plain", purpose];
        if (!codes.includes(purpose))
          context.addIssue({ code: "custom", path, message: "expected a purpose of the list" });
        const unseeing = roles.filter((role) => !fields[field].masked.includes(role));
        if (unseeing.length > 0) {
          context.addIssue({
            code: "custom",
            path,
            message: `expected roles that see it masked, not ${unseeing.join(", ")}`,
          });
        }
      }
    }
  });
export type MaskingPolicy = z.infer<typeof MaskingPolicy>;

export const MaskingPolicyInForce = MaskingPolicy.safeExtend(IN_EDITION).meta({ id: "MaskingPolicyInForce" });
export type MaskingPolicyInForce = z.infer<typeof MaskingPolicyInForce>;

/** A named role needs the matching permission: without it the entry would have no effect. */
function requirePermission(
  roles: readonly Role[],
  permission: Permission,
  path: string[],
  context: z.RefinementCtx,
): void {
  const ineffective = roles.filter((role) => !mayDo([role], permission));
  if (ineffective.length === 0) return;
  const message = `expected roles with the permission ${permission}, not ${ineffective.join(", ")}`;
  context.addIssue({ code: "custom", path, message });
}

/** The checks of a policy when it is set; a policy that was stored before is read without them. */
export const MaskingPolicyChange = MaskingPolicy.superRefine(({ purposes, fields, ownDepartmentOnly }, context) => {
  const addIssue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  for (const [i, { code, nameZh, nameEn }] of purposes.entries()) {
    const roles = CONTACT_FIELDS.flatMap((field) => fields[field].plain[code] ?? []);
    if (roles.length === 0) addIssue(["purposes", i, "code"], "expected a role that may have some field plain for it");
    const others = purposes.slice(0, i);
    if (others.some((other) => other.nameZh === nameZh)) addIssue(["purposes", i, "nameZh"], "expected each name once");
    if (others.some((other) => other.nameEn === nameEn)) addIssue(["purposes", i, "nameEn"], "expected each name once");
  }
  for (const field of CONTACT_FIELDS) {
    requirePermission(fields[field].masked, "board.read", ["fields", field, "masked"], context);
    for (const [purpose, roles] of Object.entries(fields[field].plain)) {
      requirePermission(roles, "contact.reveal", ["fields", field, "plain", purpose], context);
    }
  }
  requirePermission(ownDepartmentOnly, "board.read", ["ownDepartmentOnly"], context);
}).meta({ id: "MaskingPolicyChange" });

const COMMAND_CENTRE: Role[] = ["acceptor", "supervisor", "dispatcher"];
const UNIT: Role[] = ["handler", "department_leader"];

/** In force while the city has set no policy. */
export const DEFAULT_MASKING_POLICY: MaskingPolicy = {
  purposes: [
    { code: "contact-reporter", nameZh: "联系上报人核实", nameEn: "Call the reporter to verify" },
    { code: "on-site", nameZh: "现场处置联系", nameEn: "Meet the reporter on site" },
    { code: "callback", nameZh: "办结回访", nameEn: "Call back after closing" },
    { code: "identity-check", nameZh: "核对身份", nameEn: "Check the identity" },
  ],
  fields: {
    name: {
      masked: [...COMMAND_CENTRE, ...UNIT, "grid_worker", "river_chief", "river_office", "hotline_agent", "leader"],
      plain: {
        "contact-reporter": [...COMMAND_CENTRE, "hotline_agent"],
        "on-site": ["handler", "grid_worker"],
        callback: ["acceptor", "supervisor", "hotline_agent"],
        "identity-check": ["supervisor"],
      },
    },
    phone: {
      masked: [...COMMAND_CENTRE, ...UNIT, "grid_worker", "hotline_agent", "leader"],
      plain: {
        "contact-reporter": [...COMMAND_CENTRE, "hotline_agent"],
        "on-site": ["handler", "grid_worker"],
        callback: ["acceptor", "supervisor", "hotline_agent"],
      },
    },
    identityNumber: { masked: [...COMMAND_CENTRE, "hotline_agent"], plain: { "identity-check": ["supervisor"] } },
    plate: {
      masked: [...COMMAND_CENTRE, ...UNIT, "grid_worker", "hotline_agent"],
      plain: { "on-site": ["handler", "grid_worker"], "identity-check": ["supervisor"] },
    },
    address: {
      masked: [...COMMAND_CENTRE, ...UNIT, "grid_worker", "river_chief", "river_office", "hotline_agent", "leader"],
      plain: { "contact-reporter": ["acceptor", "supervisor"], "on-site": ["handler", "grid_worker"] },
    },
  },
  identityShows: "area-and-end",
  ownDepartmentOnly: [...UNIT],
  reveal: { shownSeconds: 60, mostPerHour: 30 },
};

type Reader = Pick<Actor, "roles" | "departmentId">;
type CurrentCase = Pick<CaseView, "departmentId">;

/** The reader's roles that apply to this case; a reader without a department is not restricted to one. */
function rolesFor(
  { roles, departmentId }: Reader,
  current: CurrentCase,
  { ownDepartmentOnly }: MaskingPolicy,
): string[] {
  const isForeign = departmentId !== null && departmentId !== current.departmentId;
  return roles.filter((role) => !(isForeign && (ownDepartmentOnly as string[]).includes(role)));
}

const includesAny = (allowed: readonly string[], roles: readonly string[]): boolean =>
  roles.some((role) => allowed.includes(role));

/** The fields that the reader may see unmasked for a purpose; none for an unknown purpose. */
export function plainFields(
  reader: Reader,
  current: CurrentCase,
  policy: MaskingPolicy,
  purpose: string,
): ContactField[] {
  const roles = rolesFor(reader, current, policy);
  return CONTACT_FIELDS.filter((field) => {
    const { plain } = policy.fields[field];
    return Object.hasOwn(plain, purpose) && includesAny(plain[purpose] ?? [], roles);
  });
}

interface MaskingInput {
  reader: Reader;
  current: CurrentCase;
  policy: MaskingPolicy;
  synthetic: boolean;
}

/** The contact as the reader sees it; `contact` is null if no key decrypts it. */
export function maskContact(
  contact: CaseContact | null,
  { reader, current, policy, synthetic }: MaskingInput,
): ContactView {
  if (contact === null) return { fields: [], purposes: [], readable: false, synthetic };
  const roles = rolesFor(reader, current, policy);
  const given = givenFields(contact);
  const seen = given.filter((field) => includesAny(policy.fields[field].masked, roles));
  const purposes = policy.purposes.map((purpose) => {
    const plain = plainFields(reader, current, policy, purpose.code);
    return { ...purpose, fields: given.filter((field) => plain.includes(field)) };
  });
  return {
    fields: seen.map((field) => ({ field, masked: maskField(field, contact[field] ?? "", policy.identityShows) })),
    purposes: purposes.filter(({ fields }) => fields.length > 0),
    readable: true,
    synthetic,
  };
}
