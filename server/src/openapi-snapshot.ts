// The committed OpenAPI document (server/openapi.json): a changed contract is seen in review.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cityByCode } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import pino from "pino";
import { createApi } from "./api.ts";
import { createContext } from "./open-server.ts";
import { openapiDocument } from "./openapi-document.ts";

export const OPENAPI_FILE = fileURLToPath(new URL("../openapi.json", import.meta.url));

/** Routes ask their database when they answer, not when they are made. */
const noDatabase = new Proxy({} as Database, {
  get: (_, key) => {
    throw new Error(`expected the document to be made without a database, got a call of ${String(key)}`);
  },
});

export function openapiText(): string {
  const city = cityByCode("441500");
  const context = createContext({ db: noDatabase, log: pino({ level: "silent" }), city, demo: true, secret: "" });
  return `${JSON.stringify(openapiDocument(createApi(context)), null, 1)}\n`;
}

/** Null when the committed document is what the routes make; else where they first differ. */
export async function openapiDifference(): Promise<string | null> {
  const [committed, made] = [(await readFile(OPENAPI_FILE, "utf8")).split("\n"), openapiText().split("\n")];
  const line = made.findIndex((text, i) => text !== committed[i]);
  if (line === -1 && made.length === committed.length) return null;
  const at = line === -1 ? made.length : line;
  return `line ${at + 1}: expected ${made[at] ?? "the end"}, got ${committed[at] ?? "the end"}`;
}

export const writeOpenapi = (): Promise<void> => writeFile(OPENAPI_FILE, openapiText());
