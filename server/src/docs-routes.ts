// /openapi.json, and a viewer for it from local files: it needs no other network.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { createApi } from "./api.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { StaticFiles } from "./http/static-files.ts";
import { openapiDocument } from "./openapi-document.ts";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Minqing API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });\n`;

export function docsRoutes(api: ReturnType<typeof createApi>): Hono<ServerEnv> {
  const document = openapiDocument(api);
  const viewer = new StaticFiles(dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json"))));
  return new Hono<ServerEnv>()
    .get("/openapi.json", (c) => c.json(document))
    .get("/docs", (c) => c.html(PAGE))
    .get("/docs/start.js", (c) => c.body(START, 200, { "content-type": "text/javascript; charset=utf-8" }))
    .get(
      "/docs/:file{[\\w.-]+\\.(?:js|css|png)}",
      async (c) => (await viewer.answer(c, c.req.param("file"), "revalidate")) ?? c.notFound(),
    );
}
