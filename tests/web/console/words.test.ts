import { CaseCommand } from "@minqing/core/case/commands";
import { describe, expect, test } from "vitest";
import { COMMAND_FORMS } from "../../../web/src/console/act/command-form.ts";
import { EVENT_TABS } from "../../../web/src/console/case/case-tab.ts";
import { STAGES } from "../../../web/src/console/detail/stages.ts";
import { KEY_MAP } from "../../../web/src/console/keys/key-map.ts";
import en from "../../../web/src/i18n/en/console.json" with { type: "json" };
import zh from "../../../web/src/i18n/zh-CN/console.json" with { type: "json" };

const types = CaseCommand.options.map((option) => option.shape.type.value);

/** Keys that the views put together from data. */
const built = [
  ...KEY_MAP.map(({ act }) => `console.key.${act}`),
  ...EVENT_TABS.map((tab) => `console.tab.${tab}`),
  ...STAGES.map(({ key }) => `console.stage.${key}`),
  ...types.flatMap((type) =>
    ["command", "done", "cannot", "rehearsal", "effect"].map((part) => `console.${part}.${type}`),
  ),
  ...types.flatMap((type) =>
    Array.from({ length: COMMAND_FORMS[type].reasonChoices }, (_, index) => `console.reasons.${type}.${index + 1}`),
  ),
];

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? "").toSorted();

describe("the console's words", () => {
  test("both languages say the same things", () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  });

  test("with the same values in them", () => {
    const english: Record<string, string> = en;
    for (const [key, text] of Object.entries(zh)) {
      expect([key, [...new Set(placeholders(english[key] ?? ""))]]).toEqual([key, [...new Set(placeholders(text))]]);
    }
  });

  test("every key, tab, stage, command and prepared reason has its word", () => {
    expect(built.filter((key) => !(key in zh))).toEqual([]);
  });
});
