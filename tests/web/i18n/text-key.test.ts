// Keys of messages are types: the compiler finds a wrong one. Each `@ts-expect-error` fails the type check when it
// finds none.
import { describe, expect, test } from "vitest";
import { COMMAND_MESSAGES, type CommandText, reasonKeys } from "../../../web/src/i18n/command-text.ts";
import type { Text } from "../../../web/src/i18n/use-text.ts";

const t: Text = (key) => key;

describe("the key of a message", () => {
  test("that no catalogue has does not compile", () => {
    // @ts-expect-error: a letter is missing
    expect(t("wall.feed.titl")).toBe("wall.feed.titl");
    expect(t("wall.feed.title")).toBe("wall.feed.title");
  });

  test("that is built from any text does not compile", () => {
    const theme: string = "river";
    // @ts-expect-error: `theme` may be any text
    expect(t(`wall.theme.${theme}`)).toBe("wall.theme.river");
    const known = "river" as "river" | "traffic";
    expect(t(`wall.theme.${known}`)).toBe("wall.theme.river");
  });
});

describe("the texts of the case commands", () => {
  test("do not compile when a command lacks one", () => {
    const { "command.dispatch.done": _, ...incomplete } = COMMAND_MESSAGES.en;
    // @ts-expect-error: what is said after a dispatch is missing
    const texts: CommandText = incomplete;
    expect(Object.keys(texts)).toHaveLength(Object.keys(COMMAND_MESSAGES.en).length - 1);
  });

  test("list the prepared reasons of a command in their order", () => {
    expect(reasonKeys("rework")).toEqual([1, 2, 3].map((n) => `command.rework.reason.${n}`));
    expect(reasonKeys("accept")).toEqual([]);
  });
});
