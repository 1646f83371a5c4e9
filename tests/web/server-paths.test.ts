import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import { parseSettings } from "@minqing/core/settings/settings";
import type { Database } from "@minqing/geodata/database";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { createApp } from "@minqing/server/app";
import { PAGES } from "@minqing/server/http/page-routes";
import { createContext } from "@minqing/server/open-server";
import pino from "pino";
import { expect, test } from "vitest";
import { SERVER_PATHS } from "../../web/server-paths.ts";

/** What the development server answers itself, as the built pages would. */
const OWN_PATHS = ["/", "/assets", ...PAGES.map((page) => `/${page}`)];

const SSO = parseSettings({
  PUBLIC_URL: "https://city.example",
  OIDC_ISSUER: "https://id.example",
  OIDC_CLIENT_ID: "minqing",
  OIDC_CLIENT_SECRET: "secret",
});

test("npm run dev sends every address of the server to it, but the pages'", () => {
  const context = createContext({
    // Routes are collected; nothing is asked of the database.
    db: {} as Database,
    log: pino({ level: "silent" }),
    city: cityByCode("441500"),
    demo: true,
    secret: "s".repeat(32),
    sso: singleSignOnFrom(SSO),
  });
  const app = createApp(context, { webDir: "", basemapDir: "", metricsToken: null });
  const paths = app.routes.map(({ path }) => `/${path.split("/")[1]}`).filter((path) => !/[*:]/.test(path));
  const proxied = [...new Set(paths)].filter((path) => !OWN_PATHS.includes(path));
  // socket.io takes its address before the application does.
  expect([...proxied, "/socket.io"].sort()).toEqual([...SERVER_PATHS]);
});

test("every page that the server serves is there to be built", () => {
  const pages = globSync("web/*.html", { cwd: join(import.meta.dirname, "../..") });
  expect(pages.map((file) => basename(file, ".html")).sort()).toEqual([...PAGES].sort());
});
