// An HTTP client like that of any partner system: a bearer token, typed requests, every response checked against a schema.
import { Problem } from "@minqing/core/problem/problem";
import type { Api } from "@minqing/server/api";
import { hc } from "hono/client";
import { z } from "zod";

export interface Credential {
  username: string;
  password: string;
}

/** A problem that the server returned. `code` is the last part of `urn:problem:<code>`. */
export class ProblemError extends Error {
  readonly code: string;

  constructor(problem: Problem, path: string) {
    super(`${path}: ${problem.title}${problem.detail === undefined ? "" : ` (${problem.detail})`}`);
    this.name = "ProblemError";
    this.code = problem.type.replace("urn:problem:", "");
  }
}

/** The part of a `Response` that typed requests return and this client reads. */
interface TypedResponse {
  ok: boolean;
  status: number;
  url: string;
  json(): Promise<unknown>;
}

type TypedApi = ReturnType<typeof hc<Api>>["api"];

const SignedIn = z.object({ token: z.string() });
const TIMEOUT_MS = 30_000;

async function problemErrorOf(response: TypedResponse, path: string): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  const title = `expected a problem document, got HTTP ${response.status}`;
  return new ProblemError(problem.data ?? { type: "urn:problem:internal", title, status: response.status }, path);
}

async function read<T>(response: TypedResponse, schema: z.ZodType<T>): Promise<T> {
  const path = new URL(response.url).pathname;
  if (!response.ok) throw await problemErrorOf(response, path);
  const value = schema.safeParse(await response.json());
  if (!value.success) throw new TypeError(`${path}: ${z.prettifyError(value.error)}`);
  return value.data;
}

/** Requests as one account. Signs in again once when the session has ended. */
export class CityClient {
  readonly #base: string;
  readonly #credential: Credential;
  readonly #api: TypedApi;
  #signingIn: Promise<string> | null = null;

  constructor(base: string, { username, password }: Credential) {
    this.#base = base.replace(/\/$/, "");
    this.#credential = { username, password };
    this.#api = hc<Api>(this.#base, {
      fetch: (input: string | URL | Request, init?: RequestInit) => this.#fetch(input, init),
    }).api;
  }

  get username(): string {
    return this.#credential.username;
  }

  /** Sends a request in the types of the API. The schema may leave out fields that are not needed. */
  async request<T>(send: (api: TypedApi) => Promise<TypedResponse>, schema: z.ZodType<T>): Promise<T> {
    return read(await send(this.#api), schema);
  }

  /** For addresses outside the API's types: files, and addresses that a caller composes. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return read(await this.#fetch(this.#base + path), schema);
  }

  async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const headers = { "content-type": "application/json" };
    return read(await this.#fetch(this.#base + path, { method: "POST", headers, body: JSON.stringify(body) }), schema);
  }

  async #fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    // A retry after signing in again has the same key, so that the server recognises the repetition.
    const key = init.method === "POST" ? { "idempotency-key": crypto.randomUUID() } : {};
    const send = async (): Promise<Response> => {
      this.#signingIn ??= this.#signIn();
      const token = await this.#signingIn;
      const headers = { ...Object.fromEntries(new Headers(init.headers)), ...key, authorization: `Bearer ${token}` };
      return fetch(input, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    };
    const response = await send().catch((error: unknown) => {
      this.#signingIn = null;
      throw error;
    });
    if (response.status !== 401) return response;
    this.#signingIn = null;
    return send();
  }

  async #signIn(): Promise<string> {
    const response = await fetch(`${this.#base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(this.#credential),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await read(response, SignedIn)).token;
  }
}
