// One way to the server: a path, a query, a schema for what comes back. Every answer is parsed; every failure is a ProblemError.
import type { Api } from "@minqing/server/api";
import type { ExtractSchema } from "hono/types";
import type { z } from "zod";
import { isAttended } from "./attendance.ts";
import { problemOf } from "./problem-error.ts";
import { announceSessionChange, meansSessionChanged } from "./session-watch.ts";

type Segment<S extends string> = S extends `:${string}` ? string : S;
/** "/api/cases/:id/commands" as the addresses it stands for. */
type Address<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? `${Segment<Head>}/${Address<Tail>}`
  : Segment<P>;

/** Only what the server's contract has: a path that it does not know does not compile. */
export type ApiPath = Address<keyof ExtractSchema<Api> & string>;

export type Query = Record<string, string | number | boolean | null | undefined>;

/** No answer within this time is a failure that the screen shows. */
const TIMEOUT_MS = 30_000;

export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  return params.size === 0 ? path : `${path}?${params}`;
}

async function ask(path: string, init: RequestInit): Promise<Response> {
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
  // The question who is signed in, and the attempt to sign in, are the gate's own.
  if (path !== "/api/session" && meansSessionChanged(failed.problem.type)) announceSessionChange();
  throw failed;
}

async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const response = await ask(path, { headers: { accept: "application/json" } });
  return schema.parse(await response.json());
}

export const getJson = <S extends z.ZodType>(path: ApiPath, schema: S, query: Query = {}): Promise<z.output<S>> =>
  read(withQuery(path, query), schema);

/** A file that lies beside the pages: the basemap. */
export const getFile = <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => read(path, schema);

export async function getBytes(path: ApiPath): Promise<ArrayBuffer> {
  const response = await ask(path, { headers: { accept: "application/octet-stream" } });
  return response.arrayBuffer();
}

interface Send<S extends z.ZodType> {
  method?: "POST" | "PUT" | "DELETE";
  body?: unknown;
  schema: S;
  /** The same key for the same wish, also when it is sent again after a lost answer. */
  idempotencyKey?: string;
}

export async function sendJson<S extends z.ZodType>(path: ApiPath, send: Send<S>): Promise<z.output<S>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (send.body !== undefined) headers["content-type"] = "application/json";
  if (send.idempotencyKey !== undefined) headers["idempotency-key"] = send.idempotencyKey;
  const response = await ask(path, {
    method: send.method ?? "POST",
    headers,
    ...(send.body === undefined ? {} : { body: JSON.stringify(send.body) }),
  });
  return send.schema.parse(response.status === 204 ? undefined : await response.json());
}

interface SendFile<S extends z.ZodType> {
  file: Blob;
  query?: Query;
  schema: S;
  /** A large file takes longer than other requests. */
  timeoutMs: number;
}

export async function sendFile<S extends z.ZodType>(path: ApiPath, send: SendFile<S>): Promise<z.output<S>> {
  const response = await ask(withQuery(path, send.query), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/octet-stream" },
    body: send.file,
    signal: AbortSignal.timeout(send.timeoutMs),
  });
  return send.schema.parse(await response.json());
}
