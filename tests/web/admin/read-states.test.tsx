// @vitest-environment happy-dom
import { DEFAULT_PUBLIC_VIEW } from "@minqing/core/privacy/public-place";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { ChangesPane } from "../../../web/src/admin/privacy/ChangesPane.tsx";
import { PublicViewPane } from "../../../web/src/admin/privacy/PublicViewPane.tsx";
import { ADMIN_MESSAGES } from "../../../web/src/i18n/admin-messages.ts";
import { stubServer } from "../dom/answers.ts";
import { show } from "../dom/show.tsx";

const PANES = [
  [
    "the public view",
    <PublicViewPane key="view" isLocked={false} onSaved={() => undefined} />,
    "GET /api/public-view",
    { ...DEFAULT_PUBLIC_VIEW, edition: null },
  ],
  [
    "the history of the rules",
    <ChangesPane key="changes" />,
    "GET /api/privacy-changes",
    { items: [], nextCursor: null },
  ],
] as const;

describe.each(PANES)("%s", (_, pane, route, body) => {
  test.each([
    ["zh-CN", "重试"],
    ["en", "Retry"],
  ] as const)("shows in %s that the read has failed, and reads again on retry", async (locale, retry) => {
    const server = stubServer();
    server.set(route, "away");
    const { container } = show(ADMIN_MESSAGES, pane, locale);
    await screen.findByRole("alert");
    expect(container.querySelector("form, .skeleton")).toBeNull();
    server.set(route, { body });
    await userEvent.click(screen.getByRole("button", { name: retry }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(server.requested).toEqual([route, route]);
  });

  test("shows neither a form nor a failure while loading", () => {
    stubServer().set(route, { body });
    const { container } = show(ADMIN_MESSAGES, pane);
    expect(container.querySelector(".skeleton")).not.toBeNull();
    expect(container.querySelector("form, [role=alert]")).toBeNull();
  });
});
