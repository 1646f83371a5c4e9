// HTTP as any partner system uses it: signed in, a bearer token, typed requests, every answer checked against its schema.
import { Problem } from "@minqing/core/problem/problem";
import type { Api } from "@minqing/server/api";
import { hc } from "hono/client";
import { z } from "zod";

export interface Credential {
  username: string;
  password: string;
}

/** A refusal the server explained. `code` is the last part of `urn:problem:<code>`. */
export class ProblemAnswer extends Error {
  readonly code: string;

  constructor(problem: Problem, asked: string) {
    super(`${asked}: ${problem.title}${problem.detail === undefined ? "" : ` (${problem.detail})`}`);
    this.name = "Refusal";
    this.code = problem.type.replace("urn:problem:", "");
  }
}

/** What a typed request answers: enough of a Response to be read here. */
interface Answer {
  ok: boolean;
  status: number;
  url: string;
  json(): Promise<unknown>;
}

type TypedApi = ReturnType<typeof hc<Api>>["api"];

const SignedIn = z.object({ token: z.string() });
const TIMEOUT_MS = 30_000;

async function problemAnswerOf(answer: Answer, asked: string): Promise<ProblemAnswer> {
  const body: unknown = await answer.json().catch(() => null);
  const problem = Problem.safeParse(body);
  const title = `expected a problem document, got HTTP ${answer.status}`;
  return new ProblemAnswer(problem.data ?? { type: "urn:problem:internal", title, status: answer.status }, asked);
}

async function read<T>(answer: Answer, schema: z.ZodType<T>): Promise<T> {
  const asked = new URL(answer.url).pathname;
  if (!answer.ok) throw await problemAnswerOf(answer, asked);
  const value = schema.safeParse(await answer.json());
  if (!value.success) throw new TypeError(`${asked}: ${z.prettifyError(value.error)}`);
  return value.data;
}

/** One signed-in account. A session that has ended is opened again once. */
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

  /** A request in the contract's own types. The schema reads the answer; leave out what is not needed. */
  async ask<T>(request: (api: TypedApi) => Promise<Answer>, schema: z.ZodType<T>): Promise<T> {
    return read(await request(this.#api), schema);
  }

  /** Addresses that are no part of the contract's types: files, or whatever a caller has composed. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return read(await this.#fetch(this.#base + path), schema);
  }

  async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const headers = { "content-type": "application/json" };
    return read(await this.#fetch(this.#base + path, { method: "POST", headers, body: JSON.stringify(body) }), schema);
  }

  async #fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    // Each wish has a key of its own, also when it is asked again: the server recognises a repetition.
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
