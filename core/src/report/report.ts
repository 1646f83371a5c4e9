// A report (上报): what one person or thing says. A case has one report or more, each answered in its own channel, and none
// learns of another.

import { z } from "zod";
import { CaseReport, CaseSource } from "../case/case.ts";
import { ContactView } from "../privacy/contact.ts";
import { InstantText } from "../time/instant.ts";
import { REPORT_CHANNELS } from "./sources.ts";

/** A report as a client sends it. Its id is made by the client, once and for ever. */
export const ReportDraft = CaseReport.extend({
  id: z.uuid("expected a UUID that the client has made"),
  /** The case that it joins; absent: it opens one. */
  caseId: z.uuid().optional(),
  accuracyM: z.number().nonnegative().max(100_000).optional(),
  observedAt: InstantText.optional(),
  reportedAt: InstantText.optional(),
}).meta({ id: "ReportDraft" });
export type ReportDraft = z.infer<typeof ReportDraft>;

/** A report as people see it who see its case. */
export const ReportView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    channel: z.enum(REPORT_CHANNELS),
    source: CaseSource,
    /** The account whose own report it is; null for anybody else. */
    reporter: z.string().nullable(),
    enteredBy: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    category: z.string(),
    position: z.tuple([z.number(), z.number()]),
    accuracyM: z.number().nullable(),
    datum: z.string(),
    sentPosition: z.tuple([z.number(), z.number()]),
    address: z.string().nullable(),
    observedAt: z.iso.datetime().nullable(),
    reportedAt: z.iso.datetime().nullable(),
    receivedAt: z.iso.datetime(),
    synthetic: z.boolean(),
  })
  .meta({ id: "ReportView" });
export type ReportView = z.infer<typeof ReportView>;

/** With who is behind it, masked for the reader. */
export const ReportWithContact = ReportView.extend({
  contact: ContactView.nullable().describe("masked for the reader; null where no contact was given"),
}).meta({ id: "ReportWithContact" });
export type ReportWithContact = z.infer<typeof ReportWithContact>;

/** What its reporter learns of a report: the own words, the public stage, and the answer. */
export const OwnReport = ReportView.omit({ enteredBy: true, reporter: true, channel: true })
  .extend({
    caseNumber: z.string(),
    /** Null where the report has become no case that goes on (不予立案, 作废). */
    stage: z.enum(["waiting", "handling", "done"]).nullable(),
    answer: z.string().nullable().describe("what was said at the closing, or why it was rejected"),
  })
  .meta({ id: "OwnReport" });
export type OwnReport = z.infer<typeof OwnReport>;
