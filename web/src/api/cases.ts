// Cases: lists, one with its history, reports and commands.
import { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseClassification, CaseCommand } from "@minqing/core/case/acts";
import { CaseReport, CaseView } from "@minqing/core/case/case";
import { CaseCategory } from "@minqing/core/case/category";
import { CaseClock } from "@minqing/core/case/clock";
import { CaseActView } from "@minqing/core/case/log";
import { DetectionView } from "@minqing/core/detection/detection";
import { ContactView } from "@minqing/core/privacy/contact";
import { DepartmentView } from "@minqing/core/region/region";
import { ReportWithContact } from "@minqing/core/report/report";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson } from "./request.ts";

export const CaseDetail = z.object({
  case: CaseView,
  acts: z.array(CaseActView),
  clocks: z.array(CaseClock),
  possibleCommands: z.array(z.string()),
  description: z.string().nullable(),
  alarm: AlarmView.nullable(),
  detection: DetectionView.nullable(),
  nearby: z.array(CaseView),
  reports: z.array(ReportWithContact),
  contact: ContactView.nullable(),
  answer: z.string().nullable(),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

export const CaseDensity = z.object({
  resolution: z.number(),
  cells: z.array(z.tuple([z.string(), z.number()])),
  at: z.string(),
});
export type CaseDensity = z.infer<typeof CaseDensity>;

export const listCases = (query: Query) => getJson("/api/cases", pageOf(CaseView), query);
export const readCase = (id: string) => getJson(`/api/cases/${encodeURIComponent(id)}`, CaseDetail);
export const readCaseDensity = (query: Query) => getJson("/api/cases/density", CaseDensity, query);
export const listCategories = async () => (await getJson("/api/categories", pageOf(CaseCategory))).items;
export const listDepartments = async () => (await getJson("/api/departments", pageOf(DepartmentView))).items;

/** `key` must be the same when the same report is sent again. */
export const reportCase = (report: z.input<typeof CaseReport>, key: string) =>
  sendJson("/api/cases", { body: CaseReport.parse(report), schema: CaseView, idempotencyKey: key });

export const classifyCase = (id: string, body: CaseClassification) =>
  sendJson(`/api/cases/${encodeURIComponent(id)}/secrecy`, { body, schema: CaseView });

export const sendCaseCommand = (id: string, command: CaseCommand, key: string) =>
  sendJson(`/api/cases/${encodeURIComponent(id)}/commands`, { body: command, schema: CaseView, idempotencyKey: key });
