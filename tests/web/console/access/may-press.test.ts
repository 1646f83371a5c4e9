import { expect, test } from "vitest";
import { mayPress } from "../../../../web/src/console/access/may-press.ts";

test("a key is offered to whom it can do something for", () => {
  const offered = (roles: Parameters<typeof mayPress>[1]) =>
    (["next", "acknowledge", "register", "dispatch", "confirm-detection", "new-case", "take"] as const).filter((act) =>
      mayPress(act, roles),
    );
  expect(offered(["acceptor"])).toEqual(["next", "acknowledge", "confirm-detection", "new-case"]);
  expect(offered(["dispatcher"])).toEqual(["next", "acknowledge", "dispatch", "confirm-detection", "new-case"]);
  expect(offered(["handler"])).toEqual(["next", "take"]);
  expect(offered(["grid_worker"])).toEqual(["next", "new-case"]);
  expect(offered(["leader"])).toEqual(["next", "acknowledge"]);
});
