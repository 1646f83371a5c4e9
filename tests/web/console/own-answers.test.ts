import { describe, expect, test } from "vitest";
import { ANSWER_LIFETIME_MS, withAnswers } from "../../../web/src/console/own-answers.ts";
import { sampleCase } from "./sample-case.ts";

const board = new Map([["case-1", sampleCase({ version: 3 })]]);
const answered = (change: Parameters<typeof sampleCase>[0]) =>
  new Map([["case-1", { row: sampleCase(change), atMs: 0 }]]);

describe("the answers to one's own acts", () => {
  test("stand over the board until it says the same", () => {
    expect(withAnswers(board, answered({ version: 4, status: "dispatched" }), 5).get("case-1")?.status).toBe(
      "dispatched",
    );
    expect(withAnswers(board, answered({ version: 3, status: "accepted" }), 5)).toBe(board);
  });

  test("a case that was closed leaves at once", () => {
    expect(withAnswers(board, answered({ version: 4, status: "closed" }), 5).size).toBe(0);
  });

  test("a case just reported is there before the board has it", () => {
    expect(withAnswers(new Map(), answered({ version: 1, status: "reported" }), 5).size).toBe(1);
  });

  test("after a while the board has the word again", () => {
    expect(withAnswers(board, answered({ version: 9 }), ANSWER_LIFETIME_MS)).toBe(board);
  });
});
