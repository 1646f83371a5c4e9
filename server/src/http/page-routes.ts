// Routes of pages, their assets and the basemap: answered without a session, since they contain no data of the city.
import { Hono } from "hono";
import type { ServerEnv } from "./server-env.ts";
import { StaticFiles } from "./static-files.ts";

export const PAGES = ["wall", "console", "admin", "field", "p"] as const;

export interface Folders {
  webDir: string;
  basemapDir: string;
}

export function pageRoutes({ webDir, basemapDir }: Folders): Hono<ServerEnv> {
  const web = new StaticFiles(webDir);
  const basemap = new StaticFiles(basemapDir);
  const app = new Hono<ServerEnv>();
  app.get("/", (c) => c.redirect("/wall"));
  for (const page of PAGES) {
    const answer = async (c: Parameters<StaticFiles["answer"]>[0]) =>
      (await web.answer(c, `${page}.html`, "revalidate")) ?? c.notFound();
    app.get(`/${page}`, answer).get(`/${page}/*`, answer);
  }
  // Vite puts a content hash into every name under /assets.
  app.get("/assets/*", async (c) => (await web.answer(c, decodePath(c.req.path), "immutable")) ?? c.notFound());
  app.get("/basemap/*", async (c) => {
    const path = decodePath(c.req.path).slice("/basemap/".length);
    return (await basemap.answer(c, path, "revalidate")) ?? c.notFound();
  });
  app.get(
    "/:file{[\\w-]+\\.(?:svg|png|ico|webmanifest|txt)}",
    async (c) => (await web.answer(c, c.req.param("file"), "revalidate")) ?? c.notFound(),
  );
  return app;
}

/** Empty, which names no file, where the percent-encoding is invalid. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
