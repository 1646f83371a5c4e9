// Vite's development server: the pages with hot reload, everything else from a running server.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLogger, createServer, type Logger, type Plugin, type ProxyOptions } from "vite";
import { SERVER_PATHS } from "./server-paths.ts";

export interface DevServerOptions {
  host: string;
  /** The next free one is taken where this one is in use. */
  port: number;
  /** Where the server of the city listens. */
  serverUrl: string;
  /** Requests to the server wait for this. */
  serverReady(): Promise<void>;
  /** The Content-Security-Policy of the built pages. */
  pagePolicy: string;
}

export interface DevServer {
  url: string;
  close(): Promise<void>;
}

export async function openDevServer(options: DevServerOptions): Promise<DevServer> {
  // Vite and React's hot reload write inline scripts and styles, which the policy allows by this nonce only.
  const nonce = randomBytes(16).toString("base64");
  const proxied: ProxyOptions = {
    target: options.serverUrl,
    // Signing in and commands need an Origin that is the Host of the request.
    changeOrigin: false,
    ws: true,
    bypass: async () => {
      await options.serverReady();
      return undefined;
    },
  };
  const vite = await createServer({
    configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)),
    clearScreen: false,
    customLogger: quietLogger(),
    html: { cspNonce: nonce },
    plugins: [pageAddresses()],
    server: {
      host: options.host,
      port: options.port,
      headers: { "content-security-policy": withNonce(options.pagePolicy, nonce) },
      proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, proxied])),
    },
  });
  await vite.listen();
  const url = vite.resolvedUrls?.local[0] ?? vite.resolvedUrls?.network[0];
  if (url === undefined) throw new Error("dev: expected an address of Vite's server, got none");
  return { url: new URL(url).origin, close: () => vite.close() };
}

/** Without the sockets that a new start of the city cuts off: pages open them again by themselves. */
function quietLogger(): Logger {
  const logger = createLogger("info", { allowClearScreen: false });
  const { error } = logger;
  logger.error = (message, options) => {
    if (!message.includes("ws proxy ")) error(message, options);
  };
  return logger;
}

/** deck.gl's optimized bundle has a decoder that the build leaves out: its WebAssembly is refused, and not missed. */
const withNonce = (policy: string, nonce: string): string =>
  policy.replace(/(script-src|style-src) /g, `$1 'nonce-${nonce}' `);

/** `/admin` and `/admin/tokens` are `admin.html`, and `/` leads to the wall, as on the server. */
const pageAddresses = (): Plugin => ({
  name: "page-addresses",
  configureServer: ({ config, middlewares }) => {
    middlewares.use((request, response, next) => {
      const { pathname, search } = new URL(request.url ?? "/", "http://pages");
      if (pathname === "/") {
        response.writeHead(302, { location: "/wall" }).end();
        return;
      }
      const page = `/${pathname.split("/")[1]}.html`;
      if (existsSync(join(config.root, page))) request.url = `${page}${search}`;
      next();
    });
  },
});
