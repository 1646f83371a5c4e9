import { actEntry, CaseCommand, COMMAND_TYPES } from "@minqing/core/case/acts";
import { moveFor } from "@minqing/core/case/decide";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { describe, expect, test } from "vitest";
import {
  commandFrom,
  commandOfKey,
  fieldsOf,
  gapOf,
  goesOn,
  inButtonOrder,
  keyOf,
} from "../../../../web/src/console/act/command-form.ts";
import { reasonKeys } from "../../../../web/src/i18n/command-text.ts";

const ENTERED = {
  departmentId: "unit",
  reason: "why",
  level: 2,
  instruction: "at once",
  dueAt: "2026-09-12T00:00:00.000Z",
  note: " done ",
};

describe("the form of a command", () => {
  test("stands in the order of the table", () => {
    expect(inButtonOrder(COMMAND_TYPES.toReversed())).toEqual(COMMAND_TYPES);
  });

  test("asks for every field that the command takes", () => {
    for (const type of COMMAND_TYPES) {
      const taken = Object.keys(actEntry(type).input.shape).filter((field) => field !== "version");
      expect([type, fieldsOf(type).toSorted()]).toEqual([type, taken.toSorted()]);
    }
  });

  test("makes a command that fits the server's schema, with the version where the command has one", () => {
    for (const type of COMMAND_TYPES) {
      const command = commandFrom({ type, values: ENTERED }, 7);
      const read = "version" in actEntry(type).input.shape ? { version: 7 } : {};
      expect(CaseCommand.parse(command)).toMatchObject({ type, note: "done", ...read });
    }
  });

  test("names what is missing, and makes no command before it is there", () => {
    expect(gapOf({ type: "dispatch", values: {} })).toBe("departmentId");
    expect(gapOf({ type: "dispatch", values: { departmentId: "unit" } })).toBeNull();
    expect(gapOf({ type: "return", values: { reason: "  " } })).toBe("reason");
    expect(commandFrom({ type: "rework", values: {} }, 1)).toBeNull();
    expect(gapOf({ type: "close", values: {} })).toBeNull();
  });

  test("offers prepared reasons exactly where a reason is asked for", () => {
    for (const type of COMMAND_TYPES)
      expect([type, reasonKeys(type).length > 0]).toEqual([type, fieldsOf(type).includes("reason")]);
  });

  test("has keys that differ within a status", () => {
    for (const status of CASE_STATUSES) {
      const keys = COMMAND_TYPES.filter((type) => moveFor(status, type) !== null).flatMap((type) => keyOf(type) ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test("stands out where it takes the case on, one at most in each status", () => {
    expect(COMMAND_TYPES.filter((type) => goesOn("dispatched", type))).toEqual(["take"]);
    expect(COMMAND_TYPES.filter((type) => goesOn("handled", type))).toEqual(["close"]);
    expect(goesOn("registered", "return")).toBe(false);
    expect(goesOn("reported", "reject")).toBe(false);
    expect(goesOn("handling", "urge")).toBe(false);
    for (const status of CASE_STATUSES)
      expect(COMMAND_TYPES.filter((type) => goesOn(status, type)).length).toBeLessThanOrEqual(1);
  });

  test("is found by its key", () => {
    expect(commandOfKey("acknowledge")).toBe("accept");
    expect(commandOfKey("dispatch")).toBe("dispatch");
    expect(commandOfKey("next")).toBeNull();
    for (const type of COMMAND_TYPES)
      expect([type, keyOf(type) === null]).toEqual([type, actEntry(type).key === undefined]);
  });
});
