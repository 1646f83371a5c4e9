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
  test("every command has its place among the buttons", () => {
    expect(inButtonOrder(types).toSorted()).toEqual(types.toSorted());
  });

  test("a filled draft of every command is a command the server's schema takes", () => {
    for (const type of types) {
      const command = commandFrom(draft({ type, departmentId: "unit", reason: "why", note: " said " }), 7);
      expect(CaseCommand.parse(command)).toMatchObject({ type, version: 7, note: "said" });
    }
  });

  test("dispatch lacks a department, return and rework a reason, until they are given", () => {
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

  test("legal acts take Enter twice", () => {
    expect(types.filter((type) => COMMAND_FORMS[type].enterTwice).toSorted()).toEqual(["close", "dispatch"]);
  });

  test("in no status do two possible commands share a key", () => {
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
