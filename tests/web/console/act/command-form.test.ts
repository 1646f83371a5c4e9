import { CaseCommand } from "@minqing/core/case/commands";
import { CASE_TRANSITIONS } from "@minqing/core/case/transitions";
import { describe, expect, test } from "vitest";
import {
  type ActDraft,
  COMMAND_FORMS,
  commandFrom,
  commandOfKey,
  gapOf,
  inButtonOrder,
} from "../../../../web/src/console/act/command-form.ts";
import { reasonKeys } from "../../../../web/src/i18n/command-text.ts";

const types = CaseCommand.options.map((option) => option.shape.type.value);
const draft = (change: Partial<ActDraft> & Pick<ActDraft, "type">): ActDraft => ({
  departmentId: null,
  reason: "",
  note: "",
  ...change,
});

describe("the form of a command", () => {
  test("the order of the buttons contains every command", () => {
    expect(inButtonOrder(types).toSorted()).toEqual(types.toSorted());
  });

  test("a complete draft of every command fits the server's schema", () => {
    for (const type of types) {
      const command = commandFrom(draft({ type, departmentId: "unit", reason: "why", note: " done " }), 7);
      expect(CaseCommand.parse(command)).toMatchObject({ type, version: 7, note: "done" });
    }
  });

  test("dispatch needs a department, return and rework need a reason", () => {
    expect(gapOf(draft({ type: "dispatch" }))).toBe("department");
    expect(gapOf(draft({ type: "dispatch", departmentId: "unit" }))).toBeNull();
    expect(gapOf(draft({ type: "return", reason: "  " }))).toBe("reason");
    expect(commandFrom(draft({ type: "rework" }), 1)).toBeNull();
    expect(gapOf(draft({ type: "close" }))).toBeNull();
  });

  test("every command that asks for a reason offers prepared ones, and no other does", () => {
    for (const type of types)
      expect([type, reasonKeys(type).length > 0]).toEqual([type, COMMAND_FORMS[type].asks === "reason"]);
  });

  test("commands with legal effect need Enter twice", () => {
    expect(types.filter((type) => COMMAND_FORMS[type].enterTwice).toSorted()).toEqual(["close", "dispatch"]);
  });

  test("the possible commands of a status have different keys", () => {
    for (const row of Object.values(CASE_TRANSITIONS)) {
      const keys = types.filter((type) => type in row).map((type) => COMMAND_FORMS[type].key);
      const given = keys.filter((key) => key !== null);
      expect(new Set(given).size).toBe(given.length);
    }
  });

  test("a key finds its command", () => {
    expect(commandOfKey("acknowledge")).toBe("accept");
    expect(commandOfKey("dispatch")).toBe("dispatch");
    expect(commandOfKey("next")).toBeNull();
  });
});
