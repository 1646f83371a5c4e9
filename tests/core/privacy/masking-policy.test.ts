import { type Actor, ROLES } from "@minqing/core/access/account";
import type { CaseContact } from "@minqing/core/privacy/contact";
import { CONTACT_FIELDS } from "@minqing/core/privacy/contact";
import {
  DEFAULT_MASKING_POLICY,
  MaskingPolicy,
  MaskingPolicyChange,
  maskContact,
  plainFields,
} from "@minqing/core/privacy/masking-policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRuleData } from "../../../geodata/src/demo/seed/rule-data.ts";
import { deepFreeze } from "../deep-freeze.ts";

const policy = deepFreeze(structuredClone(DEFAULT_MASKING_POLICY));
const contact: CaseContact = deepFreeze({
  name: "欧阳小明",
  phone: "13812341234",
  identityNumber: "441502199003071237",
  plate: "粤N12345",
  address: "汕尾市城区凤山街道奎山社区3巷5号",
});
const reader = (roles: Actor["roles"], departmentId: string | null = null) => ({ roles, departmentId });
const held = { departmentId: "water" };
const seen = (roles: Actor["roles"], departmentId: string | null = null) =>
  maskContact(contact, { reader: reader(roles, departmentId), held, policy, synthetic: true });

test("the default policy is one, and it is what the demo city is given", () => {
  expect(MaskingPolicy.parse(policy)).toEqual(policy);
  const seeded = readRuleData().settings.settings.find(({ key }) => key === "privacy.masking_policy");
  expect(seeded?.value).toEqual(policy);
});

test("the desk sees everything masked, a leader less, partners and administrators nothing", () => {
  expect(seen(["acceptor"]).fields).toEqual([
    { field: "name", masked: "欧阳**" },
    { field: "phone", masked: "138****1234" },
    { field: "identityNumber", masked: "441502********1237" },
    { field: "plate", masked: "粤N***45" },
    { field: "address", masked: "汕尾市城区凤山街道***" },
  ]);
  expect(seen(["leader"]).fields.map(({ field }) => field)).toEqual(["name", "phone", "address"]);
  for (const role of ROLES.filter((one) => one === "partner" || one.endsWith("_administrator"))) {
    expect(seen([role])).toMatchObject({ fields: [], purposes: [] });
  }
});

test("plain is bound to role and purpose", () => {
  const plain = (role: Actor["roles"][number], purpose: string) => plainFields(reader([role]), held, policy, purpose);
  expect(plain("acceptor", "contact-reporter")).toEqual(["name", "phone", "address"]);
  expect(plain("supervisor", "identity-check")).toEqual(["name", "identityNumber", "plate"]);
  expect(plain("acceptor", "identity-check")).toEqual([]);
  expect(plain("leader", "contact-reporter")).toEqual([]);
  expect(plain("acceptor", "curiosity")).toEqual([]);
  expect(plain("acceptor", "constructor")).toEqual([]);
});

test("a unit sees the contact only while the case is its own", () => {
  expect(seen(["handler"], "water").fields.length).toBeGreaterThan(0);
  expect(seen(["handler"], "roads")).toMatchObject({ fields: [], purposes: [] });
  expect(plainFields(reader(["handler"], "roads"), held, policy, "on-site")).toEqual([]);
  // Another role of the same person is not bound.
  expect(seen(["handler", "acceptor"], "roads").fields).toHaveLength(5);
});

test("only purposes for which something was given are offered", () => {
  const bare = { name: contact.name, phone: contact.phone };
  const view = maskContact(bare, { reader: reader(["acceptor"]), held, policy, synthetic: true });
  expect(view.purposes.map(({ code, fields }) => [code, fields])).toEqual([
    ["contact-reporter", ["name", "phone"]],
    ["callback", ["name", "phone"]],
  ]);
});

test("a contact that no key opens shows nothing and says so", () => {
  const view = maskContact(null, { reader: reader(["supervisor"]), held, policy, synthetic: false });
  expect(view).toEqual({ fields: [], purposes: [], readable: false, synthetic: false });
});

test("whatever the policy, nobody sees plain text in a view, and nobody gets plain what they do not see masked", () => {
  const roles = fc.subarray([...ROLES]);
  const rule = fc.tuple(roles, roles).map(([masked, plain]) => ({
    masked,
    plain: { callback: plain.filter((role) => masked.includes(role)) },
  }));
  const any = fc.record(Object.fromEntries(CONTACT_FIELDS.map((field) => [field, rule])));
  fc.assert(
    fc.property(any, roles, (fields, own) => {
      const made = MaskingPolicy.parse({ ...policy, fields });
      const view = maskContact(contact, { reader: reader(own), held, policy: made, synthetic: true });
      for (const { field, masked } of view.fields) expect(masked).not.toContain(contact[field]);
      const shown = view.fields.map(({ field }) => field);
      for (const purpose of view.purposes) expect(shown).toEqual(expect.arrayContaining(purpose.fields));
    }),
  );
});

test("a policy that gives plain what is not seen masked, or names a purpose that there is not, is refused", () => {
  const blind = structuredClone(policy);
  blind.fields.phone.plain["callback"] = ["partner"];
  expect(MaskingPolicy.safeParse(blind).error?.issues[0]?.path).toEqual(["fields", "phone", "plain", "callback"]);
  const unknown = structuredClone(policy);
  unknown.fields.phone.plain["curiosity"] = ["acceptor"];
  expect(MaskingPolicy.safeParse(unknown).success).toBe(false);
  const twice = structuredClone(policy);
  twice.purposes.push({ code: "callback", nameZh: "又一个", nameEn: "Again" });
  expect(MaskingPolicy.safeParse(twice).success).toBe(false);
});

const refusals = (change: (draft: MaskingPolicy) => void) => {
  const draft = structuredClone(policy);
  change(draft);
  expect(MaskingPolicy.safeParse(draft).success).toBe(true);
  const { error } = MaskingPolicyChange.safeParse(draft);
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("a purpose for which no role may have anything, and one that is named like another, cannot be set", () => {
  expect(MaskingPolicyChange.parse(policy)).toEqual(policy);
  const fresh = { code: "follow-up", nameZh: "后续走访", nameEn: "Visit afterwards" };
  expect(refusals(({ purposes }) => purposes.push(fresh))).toEqual([
    "purposes.4.code: expected a role that may have some field plain for it",
  ]);
  const named = ({ purposes, fields }: MaskingPolicy) => {
    purposes.push({ ...fresh, nameZh: "办结回访" });
    fields.name.plain["follow-up"] = ["acceptor"];
  };
  expect(refusals(named)).toEqual(["purposes.4.nameZh: expected each name once"]);
});

test("a rule for a role that could never make use of it cannot be set", () => {
  expect(refusals(({ fields }) => fields.name.masked.push("audit_administrator"))).toEqual([
    "fields.name.masked: expected roles with the permission board.read, not audit_administrator",
  ]);
  const partner = ({ fields }: MaskingPolicy) => {
    fields.name.masked.push("partner");
    fields.name.plain["callback"]?.push("partner");
  };
  expect(refusals(partner)).toEqual([
    "fields.name.plain.callback: expected roles with the permission contact.reveal, not partner",
  ]);
  expect(refusals(({ ownDepartmentOnly }) => ownDepartmentOnly.push("system_administrator"))).toEqual([
    "ownDepartmentOnly: expected roles with the permission board.read, not system_administrator",
  ]);
});
