// Where a report comes from (上报来源), by who sends it: one's own report has the source of the role; a seat that takes reports
// for others (desk, hotline) chooses among the sources that it allows.
import type { Role } from "../access/account.ts";
import type { CaseSource } from "../case/case.ts";

export const REPORT_CHANNELS = ["console", "hotline", "field", "interface", "device"] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];

/** Sources of people; alarms and detections open their cases themselves. */
export type PersonSource = Exclude<CaseSource, "alarm" | "detection">;

interface Seat {
  role: Role;
  channel: ReportChannel;
  own: PersonSource;
  /** Sources of reports that the seat takes for others. */
  forOthers: readonly PersonSource[];
}

const TAKEN_AT_THE_DESK = ["citizen", "grid_worker", "patrol"] as const;
const desk = (role: Role): Seat => ({ role, channel: "console", own: "operator", forOthers: TAKEN_AT_THE_DESK });

/** In the order in which they apply to an account with several roles. */
const SEATS: readonly Seat[] = [
  desk("acceptor"),
  desk("supervisor"),
  desk("dispatcher"),
  { role: "hotline_agent", channel: "hotline", own: "citizen", forOthers: [] },
  { role: "grid_worker", channel: "field", own: "grid_worker", forOthers: [] },
  { role: "river_chief", channel: "field", own: "patrol", forOthers: [] },
  { role: "river_office", channel: "console", own: "patrol", forOthers: ["citizen"] },
  { role: "partner", channel: "interface", own: "citizen", forOthers: ["grid_worker", "patrol"] },
];

export interface ReportOrigin {
  channel: ReportChannel;
  source: PersonSource;
  /** Whether the sender is the reporter. */
  isOwn: boolean;
}

/** Who may report, and so add a report to a case. */
export const REPORTING: readonly Role[] = SEATS.map(({ role }) => role);

const seatOf = (roles: readonly string[]): Seat | undefined => SEATS.find(({ role }) => roles.includes(role));

/** The sources among which these roles choose, the own one first; empty for who does not report. */
export const sourcesFor = (roles: readonly string[]): PersonSource[] => {
  const seat = seatOf(roles);
  return seat === undefined ? [] : [seat.own, ...seat.forOthers];
};

/** The origin of a report that somebody with these roles sends; the allowed sources where the chosen one is not allowed. */
export function originOf(
  roles: readonly string[],
  chosen: PersonSource | undefined,
): { ok: true; origin: ReportOrigin } | { ok: false; allowed: PersonSource[] } {
  const seat = seatOf(roles);
  const allowed = sourcesFor(roles);
  const source = chosen ?? seat?.own;
  if (seat === undefined || source === undefined || !allowed.includes(source)) return { ok: false, allowed };
  return { ok: true, origin: { channel: seat.channel, source, isOwn: source === seat.own } };
}
