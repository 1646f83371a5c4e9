import { describe, expect, test } from "vitest";
import { ANSWER_LIFETIME_MS, withAnswers } from "../../../web/src/console/own-answers.ts";
import { sampleCase } from "./sample-case.ts";

const board = new Map([["case-1", sampleCase({ version: 3 })]]);
const answered = (change: Parameters<typeof sampleCase>[0]) =>
  new Map([["case-1", { row: sampleCase(change), atMs: 0 }]]);

describe("responses to own commands", () => {
  test("replace the board's row until the board has the same version", () => {
    expect(withAnswers(board, answered({ version: 4, status: "dispatched" }), 5).get("case-1")?.status).toBe(
      "dispatched",
    );
    expect(withAnswers(board, answered({ version: 3, status: "accepted" }), 5)).toBe(board);
  });

  test("remove a closed case at once", () => {
    expect(withAnswers(board, answered({ version: 4, status: "closed" }), 5).size).toBe(0);
  });

  test("show a new case before the board has it", () => {
    expect(withAnswers(new Map(), answered({ version: 1, status: "reported" }), 5).size).toBe(1);
  });

  test("expire after a time, when the board counts again", () => {
    expect(withAnswers(board, answered({ version: 9 }), ANSWER_LIFETIME_MS)).toBe(board);
  });
});
