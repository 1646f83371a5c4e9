import { expect, test } from "vitest";
import { mayPress } from "../../../../web/src/console/access/may-press.ts";

test("a key is shown only to roles that can use it", () => {
  const shown = (roles: Parameters<typeof mayPress>[1]) =>
    (["next", "acknowledge", "register", "dispatch", "confirm-detection", "new-case", "take", "urge"] as const).filter(
      (act) => mayPress(act, roles),
    );
  expect(shown(["acceptor"])).toEqual(["next", "acknowledge", "confirm-detection", "new-case", "urge"]);
  expect(shown(["dispatcher"])).toEqual(["next", "acknowledge", "dispatch", "confirm-detection", "new-case", "urge"]);
  expect(shown(["handler"])).toEqual(["next", "take"]);
  expect(shown(["grid_worker"])).toEqual(["next", "new-case"]);
  expect(shown(["leader"])).toEqual(["next", "acknowledge", "urge"]);
});
