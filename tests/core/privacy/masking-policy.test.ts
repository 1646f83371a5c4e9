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
const current = { departmentId: "water" };
const seen = (roles: Actor["roles"], departmentId: string | null = null) =>
  maskContact(contact, { reader: reader(roles, departmentId), current, policy, synthetic: true });

test("the default policy is valid, and the demo city is seeded with it", () => {
  expect(MaskingPolicy.parse(policy)).toEqual(policy);
  const seeded = readRuleData().settings.settings.find(({ key }) => key === "privacy.masking_policy");
  expect(seeded?.value).toEqual(policy);
});

test("the command centre sees everything masked, a leader less, partners and administrators nothing", () => {
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

test("unmasked fields depend on role and purpose", () => {
  const plain = (role: Actor["roles"][number], purpose: string) =>
    plainFields(reader([role]), current, policy, purpose);
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
  expect(plainFields(reader(["handler"], "roads"), current, policy, "on-site")).toEqual([]);
  // Another role of the same person is not restricted.
  expect(seen(["handler", "acceptor"], "roads").fields).toHaveLength(5);
});

test("only purposes with a given field are offered", () => {
  const bare = { name: contact.name, phone: contact.phone };
  const view = maskContact(bare, { reader: reader(["acceptor"]), current, policy, synthetic: true });
  expect(view.purposes.map(({ code, fields }) => [code, fields])).toEqual([
    ["contact-reporter", ["name", "phone"]],
    ["callback", ["name", "phone"]],
  ]);
});

test("a contact that no key decrypts shows nothing and is marked unreadable", () => {
  const view = maskContact(null, { reader: reader(["supervisor"]), current, policy, synthetic: false });
  expect(view).toEqual({ fields: [], purposes: [], readable: false, synthetic: false });
});

test("with every policy a view has no plain text, and no reader gets a field unmasked that they do not see masked", () => {
  const roles = fc.subarray([...ROLES]);
  const rule = fc.tuple(roles, roles).map(([masked, plain]) => ({
    masked,
    plain: { callback: plain.filter((role) => masked.includes(role)) },
  }));
  const any = fc.record(Object.fromEntries(CONTACT_FIELDS.map((field) => [field, rule])));
  fc.assert(
    fc.property(any, roles, (fields, own) => {
      const made = MaskingPolicy.parse({ ...policy, fields });
      const view = maskContact(contact, { reader: reader(own), current, policy: made, synthetic: true });
      for (const { field, masked } of view.fields) expect(masked).not.toContain(contact[field]);
      const shown = view.fields.map(({ field }) => field);
      for (const purpose of view.purposes) expect(shown).toEqual(expect.arrayContaining(purpose.fields));
    }),
  );
});

test("a policy with an unmasked field that is not seen masked, or with an unknown purpose, is rejected", () => {
  const notMasked = structuredClone(policy);
  notMasked.fields.phone.plain["callback"] = ["partner"];
  expect(MaskingPolicy.safeParse(notMasked).error?.issues[0]?.path).toEqual(["fields", "phone", "plain", "callback"]);
  const unknown = structuredClone(policy);
  unknown.fields.phone.plain["curiosity"] = ["acceptor"];
  expect(MaskingPolicy.safeParse(unknown).success).toBe(false);
  const twice = structuredClone(policy);
  twice.purposes.push({ code: "callback", nameZh: "又一个", nameEn: "Again" });
  expect(MaskingPolicy.safeParse(twice).success).toBe(false);
});

const issuesOf = (change: (draft: MaskingPolicy) => void) => {
  const draft = structuredClone(policy);
  change(draft);
  expect(MaskingPolicy.safeParse(draft).success).toBe(true);
  const { error } = MaskingPolicyChange.safeParse(draft);
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("a purpose without a role, or with the name of another purpose, cannot be set", () => {
  expect(MaskingPolicyChange.parse(policy)).toEqual(policy);
  const fresh = { code: "follow-up", nameZh: "后续走访", nameEn: "Visit afterwards" };
  expect(issuesOf(({ purposes }) => purposes.push(fresh))).toEqual([
    "purposes.4.code: expected a role that may have some field plain for it",
  ]);
  const named = ({ purposes, fields }: MaskingPolicy) => {
    purposes.push({ ...fresh, nameZh: "办结回访" });
    fields.name.plain["follow-up"] = ["acceptor"];
  };
  expect(issuesOf(named)).toEqual(["purposes.4.nameZh: expected each name once"]);
});

test("a rule for a role without the permission cannot be set", () => {
  expect(issuesOf(({ fields }) => fields.name.masked.push("audit_administrator"))).toEqual([
    "fields.name.masked: expected roles with the permission board.read, not audit_administrator",
  ]);
  const partner = ({ fields }: MaskingPolicy) => {
    fields.name.masked.push("partner");
    fields.name.plain["callback"]?.push("partner");
  };
  expect(issuesOf(partner)).toEqual([
    "fields.name.plain.callback: expected roles with the permission contact.reveal, not partner",
  ]);
  expect(issuesOf(({ ownDepartmentOnly }) => ownDepartmentOnly.push("system_administrator"))).toEqual([
    "ownDepartmentOnly: expected roles with the permission board.read, not system_administrator",
  ]);
});
