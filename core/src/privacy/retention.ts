// Retention (保存期限): how many days each kind of personal data is stored. One table of kinds; each is a setting of its
// own, with edition and validity. [PIPL 个人信息保护法 art. 19: the shortest time that is necessary]
import { z } from "zod";
import { AUDIT_RETENTION_KEY, MIN_AUDIT_RETENTION_DAYS } from "../audit/audit-settings.ts";
import { IN_EDITION } from "../city/edition.ts";

interface RetentionRow {
  /** Key of the setting. */
  key: string;
  nameZh: string;
  nameEn: string;
  /** In force while the city has set none. */
  defaultDays: number;
  minDays: number;
  maxDays: number;
}

const TEN_YEARS = 3_650;

export const RETENTION = {
  contact: {
    key: "retention.contact_days",
    nameZh: "案件联系人（结案后）",
    nameEn: "Contacts of cases, after the case's end",
    defaultDays: 180,
    minDays: 1,
    maxDays: TEN_YEARS,
  },
  // A phone that was away for days sends its requests again, and must not file them twice.
  answer: {
    key: "retention.answer_days",
    nameZh: "请求应答（防重复提交）",
    nameEn: "Answers of requests, against doing them twice",
    defaultDays: 30,
    minDays: 7,
    maxDays: 365,
  },
  // Video of ordinary places is kept for 30 days or more, of key places for 90: a picture of either is not kept for less.
  picture: {
    key: "retention.picture_days",
    nameZh: "抓拍图片",
    nameEn: "Pictures of cameras",
    defaultDays: 90,
    minDays: 30,
    maxDays: TEN_YEARS,
  },
  "logged-detection": {
    key: "retention.logged_detection_days",
    nameZh: "仅记录的识别结果",
    nameEn: "Detections that were only logged",
    defaultDays: 30,
    minDays: 1,
    maxDays: TEN_YEARS,
  },
  "letter-payload": {
    key: "retention.letter_payload_days",
    nameZh: "死信正文",
    nameEn: "Payloads of dead letters",
    defaultDays: 7,
    minDays: 1,
    maxDays: 90,
  },
  "session-address": {
    key: "retention.session_address_days",
    nameZh: "会话的地址与浏览器",
    nameEn: "Addresses and browsers of sessions",
    defaultDays: 7,
    minDays: 1,
    maxDays: 180,
  },
  movement: {
    key: "retention.movement_days",
    nameZh: "人员与车辆轨迹",
    nameEn: "Tracks of people and vehicles",
    defaultDays: 30,
    minDays: 1,
    maxDays: TEN_YEARS,
  },
  change: {
    key: "change.keep_days",
    nameZh: "变更日志",
    nameEn: "The change log",
    defaultDays: 7,
    minDays: 1,
    maxDays: 90,
  },
  audit: {
    key: AUDIT_RETENTION_KEY,
    nameZh: "审计记录",
    nameEn: "The audit trail",
    defaultDays: MIN_AUDIT_RETENTION_DAYS,
    minDays: MIN_AUDIT_RETENTION_DAYS,
    maxDays: 36_500,
  },
} as const satisfies Record<string, RetentionRow>;

export type RetentionKind = keyof typeof RETENTION;
export const RETENTION_KINDS = Object.keys(RETENTION) as [RetentionKind, ...RetentionKind[]];

export function retentionDays(kind: RetentionKind): z.ZodType<number> {
  const { minDays, maxDays }: RetentionRow = RETENTION[kind];
  const expected = `expected whole days from ${minDays} to ${maxDays}`;
  return z.number(expected).int(expected).min(minDays, expected).max(maxDays, expected);
}

const DAY_MS = 86_400_000;
/** China has one time zone and no daylight saving. */
const CHINA_MS = 8 * 3_600_000;

/**
 * Data before this instant is purged. It is the beginning of a day in China, so that a kind is purged once a day and
 * not every few minutes.
 */
export function retainedSince(now: Date, days: number): Date {
  const day = Math.floor((now.getTime() - days * DAY_MS + CHINA_MS) / DAY_MS);
  return new Date(day * DAY_MS - CHINA_MS);
}

export const RetentionView = z
  .object({
    kind: z.enum(RETENTION_KINDS),
    nameZh: z.string(),
    nameEn: z.string(),
    days: z.number().int(),
    ...IN_EDITION,
    least: z.number().int(),
    most: z.number().int(),
    /** The newest purge that deleted something; null if the audit trail has none. */
    lastPurge: z.object({ at: z.iso.datetime(), rows: z.number().int() }).nullable(),
  })
  .meta({ id: "RetentionView" });
export type RetentionView = z.infer<typeof RetentionView>;
