// One hash over everything that the generator makes, with positions as they are stored.
import { createHash } from "node:crypto";
import type { DemoCity } from "@minqing/geodata/demo/city/demo-city";
import { historyOf } from "@minqing/geodata/demo/city/history";
import { pastObservations } from "@minqing/geodata/demo/city/past-observations";
import { shiftsOf } from "@minqing/geodata/demo/city/shifts";
import { lineHex, multiPolygonHex, pointHex } from "@minqing/geodata/demo/seed/ewkb";
import { historyRules } from "./fast-city.ts";

export function cityDigest(city: DemoCity, anchor: Date): string {
  const { plane, frame } = city;
  const hash = createHash("sha256");
  const add = (rows: readonly object[]): void => {
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  };
  add(
    city.regions.map((r) => ({
      ...r,
      areaM2: Math.round(r.areaM2),
      area: multiPolygonHex(plane, r.area),
      labelAt: pointHex(plane, r.labelAt),
    })),
  );
  add(
    city.cells.map((c) => ({
      ...c,
      areaM2: Math.round(c.areaM2),
      area: multiPolygonHex(plane, c.area),
      labelAt: pointHex(plane, c.labelAt),
    })),
  );
  add(city.departments);
  add(city.posts);
  add(city.people);
  add(shiftsOf(city, anchor));
  add(
    frame.rivers.map((r) => ({
      ...r,
      lengthM: Math.round(r.lengthM),
      lines: r.lines.map((line) => lineHex(plane, line)),
    })),
  );
  add(frame.reaches.map((r) => ({ ...r, line: lineHex(plane, r.line) })));
  add(frame.roads.map((r) => ({ ...r, lengthM: Math.round(r.lengthM), line: lineHex(plane, r.line) })));
  add(city.things.map((t) => ({ ...t, at: pointHex(plane, t.at) })));
  add(city.datastreams);
  add(city.cameras.map((c) => ({ ...c, at: pointHex(plane, c.at) })));
  add(city.components.map((c) => ({ ...c, at: pointHex(plane, c.at) })));
  add(historyOf(frame, anchor, historyRules(plane)).map((c) => ({ ...c, at: pointHex(plane, c.at) })));
  add(pastObservations(city, anchor));
  return hash.digest("hex").slice(0, 32);
}
