// Reveals a contact in plain (查看完整信息): only the fields that the reader's role may see for the purpose, only as often as the
// policy allows, and only with an audit row in the same transaction.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import type { CaseContact, RevealedContact, RevealRequest } from "@minqing/core/privacy/contact";
import { givenFields } from "@minqing/core/privacy/contact";
import { type MaskingPolicy, plainFields } from "@minqing/core/privacy/masking-policy";
import { lockAccount } from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { type SeenCase, seenCase } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { countActs, reportWithContact, sealedContact } from "@minqing/geodata/privacy/contact-queries";
import { reportsOfCase } from "@minqing/geodata/report/queries";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

const ACTION = "contact.reveal";
const HOUR_MS = 3_600_000;

type Context = Pick<ServerContext, "db" | "now" | "contacts" | "maskingPolicies">;

export interface Reveal {
  actor: Actor;
  caseId: string;
  request: RevealRequest;
}

/** Denied access is written by `answerFault`, which counts it per minute. */
export function revealContact(context: Context, { actor, caseId, request }: Reveal): Promise<RevealedContact> {
  const { db, now, maskingPolicies } = context;
  return db.transaction(async (tx) => {
    const at = now();
    const policy = await maskingPolicies.current(tx);
    const seen = await seenCase(tx, actor.scope, caseId);
    if (seen === null) throw new ProblemError("not-found", `there is no case ${caseId} in your scope`);
    const { view } = seen;
    refuseUnknownPurpose(policy, request.purpose);
    const allowed = plainFields(actor, view, policy, request.purpose);
    if (allowed.length === 0) {
      throw new ProblemError(
        "role-missing",
        `none of your roles may see a field of this contact for the purpose ${request.purpose}`,
      );
    }
    await refuseTooMany(tx, actor, policy, at);
    const reportId = await reportToShow(tx, actor, seen, request);
    const contact = await contactToShow(tx, context, reportId);
    const fields = givenFields(contact).filter((field) => allowed.includes(field));
    if (fields.length === 0)
      throw new ProblemError("not-found", `the contact has no field that the purpose ${request.purpose} shows`);
    const object = { kind: "case", id: caseId };
    await writeAudit(tx, doneBy(actor, at, { action: ACTION, object, detail: { ...request, reportId, fields } }));
    return {
      fields: fields.map((field) => ({ field, text: contact[field] ?? "" })),
      shownSeconds: policy.reveal.shownSeconds,
    };
  });
}

function refuseUnknownPurpose({ purposes }: MaskingPolicy, got: string): void {
  if (purposes.some(({ code }) => code === got)) return;
  const expected = `one of ${purposes.map(({ code }) => code).join(", ")}`;
  throw new ProblemError("bad-request", undefined, [{ path: "purpose", expected, got }]);
}

/** Counted in the audit trail, so that a restart resets nothing; the lock on the account makes concurrent reveals wait. */
async function refuseTooMany(tx: Executor, { username }: Actor, { reveal }: MaskingPolicy, at: Date): Promise<void> {
  await lockAccount(tx, username);
  const since = new Date(at.getTime() - HOUR_MS);
  const count = await countActs(tx, { actor: username, action: ACTION, since });
  if (count < reveal.mostPerHour) return;
  throw new ProblemError(
    "too-many-requests",
    `expected at most ${reveal.mostPerHour} contacts within an hour, got more`,
  );
}

/** The report whose contact is meant: the named one, else the first that has a contact. A reporter means the own one. */
async function reportToShow(
  tx: Executor,
  { username }: Actor,
  { view, asReporter }: SeenCase,
  { reportId }: RevealRequest,
): Promise<string> {
  const reports = (await reportsOfCase(tx, view.id)).filter(({ reporter }) => !asReporter || reporter === username);
  const first = reportId ?? (asReporter ? reports[0]?.id : await reportWithContact(tx, view.id));
  const found = reports.find(({ id }) => id === first);
  if (found === undefined) throw new ProblemError("not-found", "this case has no contact");
  return found.id;
}

async function contactToShow(tx: Executor, { contacts }: Context, reportId: string): Promise<CaseContact> {
  const sealed = await sealedContact(tx, reportId);
  if (sealed === null) throw new ProblemError("not-found", "this report has no contact");
  const contact = contacts.open(reportId, sealed);
  if (contact === null) {
    const why = "no secret in the settings opens this contact: the secret that sealed it is missing";
    throw new ProblemError("contact-unreadable", why);
  }
  return contact;
}
