// The masking policy (脱敏策略) of a city: which roles see which field of a contact masked, which may have it plain and for
// which purpose. Whoever is named nowhere sees nothing. This file decides; the server applies it.
import { z } from "zod";
import { type Actor, Role } from "../access/account.ts";
import { mayDo, type Permission } from "../access/permissions.ts";
import type { Case } from "../case/case.ts";
import { IN_EDITION } from "../city/edition.ts";
import { type CaseContact, CONTACT_FIELDS, type ContactField, type ContactView, givenFields } from "./contact.ts";
import { maskField } from "./mask.ts";

export const MASKING_POLICY_KEY = "privacy.masking_policy";
export const MAX_PURPOSES = 12;

export const RevealPurpose = z.object({
  code: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/, "expected small letters and dashes")
    .max(32),
  nameZh: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().min(1).max(60),
});
export type RevealPurpose = z.infer<typeof RevealPurpose>;

const FieldRule = z.object({
  masked: z.array(Role),
  /** By purpose: who may have it plain. */
  plain: z.record(z.string(), z.array(Role)),
});
export type FieldRule = z.infer<typeof FieldRule>;

const rules = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, FieldRule])) as Record<
  ContactField,
  typeof FieldRule
>;

/** Least and most. */
export const REVEAL_BOUNDS = { shownSeconds: [10, 600], mostPerHour: [1, 1_000] } as const;

const within = ([least, most]: readonly [number, number]) => z.number().int().min(least).max(most);

export const MaskingPolicy = z
  .object({
    purposes: z
      .array(RevealPurpose)
      .min(1, "expected at least one purpose")
      .max(MAX_PURPOSES, `expected at most ${MAX_PURPOSES} purposes`),
    fields: z.object(rules),
    identityShows: z.enum(["area-and-end", "ends"]),
    /** A role of these sees the contact of a case only while the case is with its own department. */
    ownDepartmentOnly: z.array(Role),
    reveal: z.object({
      /** A screen hides plain text again after this. */
      shownSeconds: within(REVEAL_BOUNDS.shownSeconds),
      /** Reveals of one account within an hour. */
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
        const blind = roles.filter((role) => !fields[field].masked.includes(role));
        if (blind.length > 0) {
          context.addIssue({
            code: "custom",
            path,
            message: `expected roles that see it masked, not ${blind.join(", ")}`,
          });
        }
      }
    }
  });
export type MaskingPolicy = z.infer<typeof MaskingPolicy>;

export const MaskingPolicyInForce = MaskingPolicy.safeExtend(IN_EDITION);
export type MaskingPolicyInForce = z.infer<typeof MaskingPolicyInForce>;

/** Whoever is named in it needs the permission that it is about: anything else would be a promise that nothing keeps. */
function refuseIdle(roles: readonly Role[], permission: Permission, path: string[], context: z.RefinementCtx): void {
  const idle = roles.filter((role) => !mayDo([role], permission));
  if (idle.length === 0) return;
  const message = `expected roles with the permission ${permission}, not ${idle.join(", ")}`;
  context.addIssue({ code: "custom", path, message });
}

/** A policy as it may be set; one that was set before is read as it is. */
export const MaskingPolicyChange = MaskingPolicy.superRefine(({ purposes, fields, ownDepartmentOnly }, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  for (const [i, { code, nameZh, nameEn }] of purposes.entries()) {
    const roles = CONTACT_FIELDS.flatMap((field) => fields[field].plain[code] ?? []);
    if (roles.length === 0) refuse(["purposes", i, "code"], "expected a role that may have some field plain for it");
    const others = purposes.slice(0, i);
    if (others.some((other) => other.nameZh === nameZh)) refuse(["purposes", i, "nameZh"], "expected each name once");
    if (others.some((other) => other.nameEn === nameEn)) refuse(["purposes", i, "nameEn"], "expected each name once");
  }
  for (const field of CONTACT_FIELDS) {
    refuseIdle(fields[field].masked, "board.read", ["fields", field, "masked"], context);
    for (const [purpose, roles] of Object.entries(fields[field].plain)) {
      refuseIdle(roles, "contact.reveal", ["fields", field, "plain", purpose], context);
    }
  }
  refuseIdle(ownDepartmentOnly, "board.read", ["ownDepartmentOnly"], context);
});

const DESK: Role[] = ["acceptor", "supervisor", "dispatcher"];
const UNIT: Role[] = ["handler", "department_leader"];

/** Where a city has decided nothing. */
export const DEFAULT_MASKING_POLICY: MaskingPolicy = {
  purposes: [
    { code: "contact-reporter", nameZh: "联系上报人核实", nameEn: "Call the reporter to verify" },
    { code: "on-site", nameZh: "现场处置联系", nameEn: "Meet the reporter on site" },
    { code: "callback", nameZh: "办结回访", nameEn: "Call back after closing" },
    { code: "identity-check", nameZh: "核对身份", nameEn: "Check the identity" },
  ],
  fields: {
    name: {
      masked: [...DESK, ...UNIT, "grid_worker", "river_chief", "river_office", "hotline_agent", "leader"],
      plain: {
        "contact-reporter": [...DESK, "hotline_agent"],
        "on-site": ["handler", "grid_worker"],
        callback: ["acceptor", "supervisor", "hotline_agent"],
        "identity-check": ["supervisor"],
      },
    },
    phone: {
      masked: [...DESK, ...UNIT, "grid_worker", "hotline_agent", "leader"],
      plain: {
        "contact-reporter": [...DESK, "hotline_agent"],
        "on-site": ["handler", "grid_worker"],
        callback: ["acceptor", "supervisor", "hotline_agent"],
      },
    },
    identityNumber: { masked: [...DESK, "hotline_agent"], plain: { "identity-check": ["supervisor"] } },
    plate: {
      masked: [...DESK, ...UNIT, "grid_worker", "hotline_agent"],
      plain: { "on-site": ["handler", "grid_worker"], "identity-check": ["supervisor"] },
    },
    address: {
      masked: [...DESK, ...UNIT, "grid_worker", "river_chief", "river_office", "hotline_agent", "leader"],
      plain: { "contact-reporter": ["acceptor", "supervisor"], "on-site": ["handler", "grid_worker"] },
    },
  },
  identityShows: "area-and-end",
  ownDepartmentOnly: [...UNIT],
  reveal: { shownSeconds: 60, mostPerHour: 30 },
};

type Reader = Pick<Actor, "roles" | "departmentId">;
type Held = Pick<Case, "departmentId">;

/** The roles that count for this case; whoever belongs to no department is bound to none. */
function rolesFor({ roles, departmentId }: Reader, held: Held, { ownDepartmentOnly }: MaskingPolicy): string[] {
  const isForeign = departmentId !== null && departmentId !== held.departmentId;
  return roles.filter((role) => !(isForeign && (ownDepartmentOnly as string[]).includes(role)));
}

const includesAny = (allowed: readonly string[], roles: readonly string[]): boolean =>
  roles.some((role) => allowed.includes(role));

/** What the reader may have plain for a purpose; nothing for a purpose that there is not. */
export function plainFields(reader: Reader, held: Held, policy: MaskingPolicy, purpose: string): ContactField[] {
  const roles = rolesFor(reader, held, policy);
  return CONTACT_FIELDS.filter((field) => {
    const { plain } = policy.fields[field];
    return Object.hasOwn(plain, purpose) && includesAny(plain[purpose] ?? [], roles);
  });
}

interface Wanted {
  reader: Reader;
  held: Held;
  policy: MaskingPolicy;
  synthetic: boolean;
}

/** A contact as the reader sees it; `contact` is null where no key opens it. */
export function maskContact(contact: CaseContact | null, { reader, held, policy, synthetic }: Wanted): ContactView {
  if (contact === null) return { fields: [], purposes: [], readable: false, synthetic };
  const roles = rolesFor(reader, held, policy);
  const given = givenFields(contact);
  const seen = given.filter((field) => includesAny(policy.fields[field].masked, roles));
  const purposes = policy.purposes.map((purpose) => {
    const plain = plainFields(reader, held, policy, purpose.code);
    return { ...purpose, fields: given.filter((field) => plain.includes(field)) };
  });
  return {
    fields: seen.map((field) => ({ field, masked: maskField(field, contact[field] ?? "", policy.identityShows) })),
    purposes: purposes.filter(({ fields }) => fields.length > 0),
    readable: true,
    synthetic,
  };
}
