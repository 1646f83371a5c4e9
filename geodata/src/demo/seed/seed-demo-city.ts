// Fills an empty, migrated database with the demo city, in one transaction: completely or not at all.

import type { Database, Executor } from "../../database.ts";
import { cameraGroupsOf } from "../city/camera-groups.ts";
import type { DemoCity } from "../city/demo-city.ts";
import { caseSerials, historyOf } from "../city/history.ts";
import { lazyDemoCity } from "../city/lazy-demo-city.ts";
import { pastObservations } from "../city/past-observations.ts";
import { shiftsOf } from "../city/shifts.ts";
import type { CityCode } from "../city/sources.ts";
import { insertCaseActs, insertCaseClocks, insertCaseNumbers, insertCaseReports, insertCases } from "./case-queries.ts";
import {
  insertCameraGroups,
  insertCameras,
  insertDatastreams,
  insertObservations,
  insertThings,
} from "./device-queries.ts";
import { hasRegions, readDemoMark, writeDemoMark } from "./marker-queries.ts";
import { insertComponents, insertReaches, insertRivers, insertRoads } from "./network-queries.ts";
import { readRuleData, readStageLimits } from "./rule-data.ts";
import {
  insertAlarmRules,
  insertCategories,
  insertDetectionClasses,
  insertProperties,
  insertSettings,
} from "./rule-queries.ts";
import {
  insertDepartments,
  insertGridCells,
  insertPeople,
  insertPosts,
  insertRegions,
  insertShifts,
} from "./unit-queries.ts";

/** The seed of the standard demo city; another seed makes another city. */
export const DEMO_SEED = "minqing";

export interface SeedProgress {
  /** Table being written; "generate" before the first. */
  step: string;
  /** Share done, 0 to 1. */
  share: number;
}

export interface SeedOptions {
  cityCode: CityCode;
  seed: string;
  densityScale: number;
  /** The history of cases and observations ends here. */
  anchor: Date;
  /** Returns the city of these options, where the caller has one already. */
  makeCity?: () => DemoCity;
  onProgress?: (progress: SeedProgress) => void;
}

export interface SeedResult {
  /** False if the database held the same city already. */
  seeded: boolean;
  rows: Record<string, number>;
}

export async function seedDemoCity(db: Database, options: SeedOptions): Promise<SeedResult> {
  const mark = await readDemoMark(db);
  if (mark !== null) {
    if (mark.cityCode === options.cityCode) return { seeded: false, rows: {} };
    throw new Error(
      `expected a database for city ${options.cityCode}, got one that holds the demo city ${mark.cityCode}`,
    );
  }
  if (await hasRegions(db)) throw new Error("expected an empty database, got one with regions of another origin");
  options.onProgress?.({ step: "generate", share: 0 });
  const city = (options.makeCity ?? lazyDemoCity(options))();
  const steps = stepsFor(city, options.anchor);
  const rows: Record<string, number> = {};
  await db.transaction(async (tx) => {
    for (const [i, { table, write }] of steps.entries()) {
      options.onProgress?.({ step: table, share: 0.15 + (0.85 * i) / steps.length });
      rows[table] = await write(tx);
    }
    const { cityCode, seed, densityScale } = options;
    await writeDemoMark(tx, { cityCode, seed, densityScale, anchor: options.anchor.toISOString() });
  });
  await db.script("analyze");
  options.onProgress?.({ step: "done", share: 1 });
  db.ring("configuration");
  return { seeded: true, rows };
}

interface Step {
  table: string;
  write(tx: Executor): Promise<number>;
}

/** In the order that the foreign keys require. */
function stepsFor(city: DemoCity, anchor: Date): Step[] {
  const { plane, frame } = city;
  const rules = readRuleData();
  const { edition, categories } = rules.categories;
  const limits = readStageLimits(rules);
  const history = historyOf(frame, anchor, { plane, edition, categories, limits });
  return [
    { table: "case_categories", write: (tx) => insertCategories(tx, rules.categories) },
    { table: "detection_classes", write: (tx) => insertDetectionClasses(tx, rules.detectionClasses) },
    { table: "alarm_rules", write: (tx) => insertAlarmRules(tx, rules.alarmRules) },
    { table: "observed_properties", write: (tx) => insertProperties(tx, rules.properties) },
    { table: "settings", write: (tx) => insertSettings(tx, rules.settings) },
    { table: "regions", write: (tx) => insertRegions(tx, plane, city.regions) },
    { table: "grid_cells", write: (tx) => insertGridCells(tx, plane, city.cells) },
    { table: "departments", write: (tx) => insertDepartments(tx, city.departments) },
    { table: "posts", write: (tx) => insertPosts(tx, city.posts) },
    { table: "people", write: (tx) => insertPeople(tx, city.people) },
    { table: "shifts", write: (tx) => insertShifts(tx, shiftsOf(city, anchor)) },
    { table: "rivers", write: (tx) => insertRivers(tx, plane, frame.rivers) },
    { table: "reaches", write: (tx) => insertReaches(tx, plane, frame.reaches) },
    { table: "roads", write: (tx) => insertRoads(tx, plane, frame.roads) },
    { table: "components", write: (tx) => insertComponents(tx, plane, city.components) },
    { table: "things", write: (tx) => insertThings(tx, plane, city.things) },
    { table: "datastreams", write: (tx) => insertDatastreams(tx, city.datastreams) },
    { table: "cameras", write: (tx) => insertCameras(tx, plane, city.cameras) },
    { table: "camera_groups", write: (tx) => insertCameraGroups(tx, cameraGroupsOf(city.cameras)) },
    { table: "observations", write: (tx) => insertObservations(tx, pastObservations(city, anchor)) },
    { table: "cases", write: (tx) => insertCases(tx, plane, history) },
    { table: "reports", write: insertCaseReports },
    { table: "case_acts", write: (tx) => insertCaseActs(tx, history) },
    { table: "case_clocks", write: (tx) => insertCaseClocks(tx, history) },
    { table: "case_numbers", write: (tx) => insertCaseNumbers(tx, caseSerials(history)) },
  ];
}
