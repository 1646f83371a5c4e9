// Requests to the server: each response is parsed by a schema, each failure becomes a ProblemError.
import type { Api } from "@minqing/server/api";
import type { ExtractSchema } from "hono/types";
import type { z } from "zod";
import { isAttended } from "./attendance.ts";
import { problemOf } from "./problem-error.ts";
import { announceSessionChange, meansSessionChanged } from "./session-watch.ts";

type Segment<S extends string> = S extends `:${string}` ? string : S;
/** The addresses that match a route such as "/api/cases/:id/commands". */
type Address<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? `${Segment<Head>}/${Address<Tail>}`
  : Segment<P>;

/** A path that is not in the server's contract does not compile. */
export type ApiPath = Address<keyof ExtractSchema<Api> & string>;

export type Query = Record<string, string | number | boolean | null | undefined>;

/** A request without a response within this time fails, and the screen shows it. */
const TIMEOUT_MS = 30_000;

export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  return params.size === 0 ? path : `${path}?${params}`;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!isAttended()) headers.set("x-background", "1");
  const response = await fetch(path, {
    ...init,
    headers,
    credentials: "same-origin",
    signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.ok) return response;
  const failed = await problemOf(response);
  // SessionGate itself handles the problems of reading the session and of signing in.
  if (path !== "/api/session" && meansSessionChanged(failed.problem.type)) announceSessionChange();
  throw failed;
}

async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const response = await send(path, { headers: { accept: "application/json" } });
  return schema.parse(await response.json());
}

export const getJson = <S extends z.ZodType>(path: ApiPath, schema: S, query: Query = {}): Promise<z.output<S>> =>
  read(withQuery(path, query), schema);

/** Reads a file that is served beside the pages: the basemap. */
export const getFile = <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => read(path, schema);

export async function getBytes(path: ApiPath): Promise<ArrayBuffer> {
  const response = await send(path, { headers: { accept: "application/octet-stream" } });
  return response.arrayBuffer();
}

interface Send<S extends z.ZodType> {
  method?: "POST" | "PUT" | "DELETE";
  body?: unknown;
  schema: S;
  /** The same key for the same request, also when it is sent again after a lost response. */
  idempotencyKey?: string;
}

export async function sendJson<S extends z.ZodType>(path: ApiPath, options: Send<S>): Promise<z.output<S>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
  const response = await send(path, {
    method: options.method ?? "POST",
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return options.schema.parse(response.status === 204 ? undefined : await response.json());
}

interface SendFile<S extends z.ZodType> {
  file: Blob;
  query?: Query;
  schema: S;
  /** A large file takes longer than other requests. */
  timeoutMs: number;
}

export async function sendFile<S extends z.ZodType>(path: ApiPath, options: SendFile<S>): Promise<z.output<S>> {
  const response = await send(withQuery(path, options.query), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/octet-stream" },
    body: options.file,
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  return options.schema.parse(await response.json());
}
