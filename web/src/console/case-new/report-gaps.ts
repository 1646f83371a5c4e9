// The missing fields of a report, and the parser of typed coordinates.
import type { NewCase } from "./new-case-store.ts";
import { contactIssues } from "./report-contact.ts";

export type ReportGap = "category" | "title" | "position" | "contact";

export function reportGaps(report: Pick<NewCase, "category" | "title" | "position" | "contact">): ReportGap[] {
  return [
    ...(report.category === null ? (["category"] as const) : []),
    ...(report.title.trim() === "" ? (["title"] as const) : []),
    ...(report.position === null ? (["position"] as const) : []),
    ...(contactIssues(report.contact).length > 0 ? (["contact"] as const) : []),
  ];
}

/** "115.3785, 22.7772" in the order lon, lat, with comma or space; null when the text is no position. */
export function readCoordinates(text: string): [number, number] | null {
  const match = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,2}(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return null;
  const [lon, lat] = [Number(match[1]), Number(match[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}
