// OAuth 2 with a user-info call, as 企业微信 and similar platforms implement it: the code is not exchanged for a person's
// token; the program fetches its own access token and asks with it and the code who came back. Errors come with status 200
// and a number. Addresses and names of fields are settings. [企业微信 91039 gettoken, 91022 authorize, 91023 getuserinfo]
import { createHash } from "node:crypto";
import type { OAuth2Place } from "@minqing/core/settings/oauth2-settings";
import { type AppToken, AppTokenCache } from "./app-token-cache.ts";
import { type Attempt, type Identity, type IdentityProvider, ProviderFault } from "./identity-provider.ts";
import { fieldOf, type JsonObject, type ProviderRequest, requestJson } from "./provider-request.ts";
import { UsedCodes } from "./used-codes.ts";

/** [企业微信 91022] "code长度最大为512字节"; other platforms' codes are not longer. */
const MAX_CODE_CHARACTERS = 1_024;
/** Where the response names no lifetime. */
const FALLBACK_LIFETIME_S = 300;
/** The limit of the table of identity links. */
const MAX_SUBJECT_CHARACTERS = 255;

export interface OAuth2Options {
  authorizeUrl: string;
  token: { url: string; body: string | null; field: string; expiresField: string };
  user: { url: string; body: string | null; subjectFields: readonly string[]; usernameFields: readonly string[] };
  errors: { field: string; ok: readonly string[]; away: readonly string[]; stale: readonly string[] };
  clientId: string;
  agentId: string;
  clientSecret: string;
  redirectUri: string;
  /** Time limit of a request. */
  timeoutMs?: number;
}

type Values = Partial<Record<OAuth2Place, string>>;

export class OAuth2 implements IdentityProvider {
  readonly protocol = "oauth2";
  readonly #options: OAuth2Options;
  readonly #token: AppTokenCache;
  readonly #codes = new UsedCodes();

  constructor(options: OAuth2Options) {
    this.#options = options;
    this.#token = new AppTokenCache(() => this.#fetchToken());
  }

  /** A person's id is unique within the company (corpid), and the corpid within the platform's host. */
  get id(): string {
    const { user, clientId } = this.#options;
    return `${new URL(user.url.replace(/\{\w+\}/g, "")).host}/${clientId}`;
  }

  /** Fetches the access token first: while the platform returns none, its sign-in page is useless. */
  async begin({ state, verifier }: Attempt): Promise<URL> {
    await this.#token.value();
    const { authorizeUrl, clientId, agentId, redirectUri } = this.#options;
    // [RFC 7636 4.2] Where the platform supports it, the address template has a placeholder for it.
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const values = { client_id: clientId, agent_id: agentId, redirect_uri: redirectUri, state };
    return new URL(filledUrl(authorizeUrl, { ...values, code_challenge: challenge }));
  }

  async finish(callback: URL, { verifier }: Attempt): Promise<Identity> {
    const codes = callback.searchParams.getAll("code");
    const [code = ""] = codes;
    if (codes.length !== 1 || code === "" || code.length > MAX_CODE_CHARACTERS) {
      throw new ProviderFault(
        "refused",
        `expected one code, got ${codes.length === 1 ? "none or one that is too long" : codes.length}`,
      );
    }
    if (!this.#codes.use(code)) throw new ProviderFault("refused", "expected an unused code, got a used one");
    const response = await this.#askUser({ code, code_verifier: verifier });
    const { subjectFields, usernameFields } = this.#options.user;
    const subject = firstOf(response, subjectFields);
    if (subject === null || subject.length > MAX_SUBJECT_CHARACTERS) {
      // A person outside the company has another kind of id (openid).
      throw new ProviderFault("refused", `expected a person in ${subjectFields.join(" or ")}, got none`);
    }
    // The platform reports no second factor.
    return { subject, username: firstOf(response, usernameFields), hasSecondFactor: false, session: null };
  }

  /** Asks with the cached token; where the platform ended it early, asks once more with a new one. */
  async #askUser(values: Values): Promise<JsonObject> {
    const { user, errors } = this.#options;
    const ask = async (token: string) => this.#ask(user, { ...values, access_token: token });
    const token = await this.#token.value();
    const response = await ask(token);
    const error = this.#errorOf(response);
    if (error === null) return response;
    if (!errors.stale.includes(error)) throw this.#fault(user.url, error);
    this.#token.forget(token);
    const secondResponse = await ask(await this.#token.value());
    const secondError = this.#errorOf(secondResponse);
    if (secondError !== null) throw this.#fault(user.url, secondError);
    return secondResponse;
  }

  async #fetchToken(): Promise<AppToken> {
    const { token } = this.#options;
    const response = await this.#ask(token, {});
    const error = this.#errorOf(response);
    if (error !== null) throw this.#fault(token.url, error);
    const value = fieldOf(response, token.field);
    if (value === null) throw new ProviderFault("away", `expected an access token in ${token.field}, got none`);
    const lifetimeS = Number(fieldOf(response, token.expiresField));
    return { value, lifetimeS: Number.isFinite(lifetimeS) && lifetimeS > 0 ? lifetimeS : FALLBACK_LIFETIME_S };
  }

  #ask({ url, body }: ProviderRequest, values: Values): Promise<JsonObject> {
    const { clientId, agentId, clientSecret, timeoutMs } = this.#options;
    const all = { ...values, client_id: clientId, agent_id: agentId, client_secret: clientSecret };
    return requestJson({ url: filledUrl(url, all), body: body === null ? null : filledJson(body, all) }, timeoutMs);
  }

  /** The error number of a response; null for success. */
  #errorOf(response: JsonObject): string | null {
    const { field, ok } = this.#options.errors;
    const code = fieldOf(response, field);
    return code === null || ok.includes(code) ? null : code;
  }

  /** Names the error number only: the error's text may repeat what we sent. */
  #fault(url: string, error: string): ProviderFault {
    const { errors } = this.#options;
    const place = new URL(url.replace(/\{\w+\}/g, "")).pathname;
    const shown = error.slice(0, 40);
    return new ProviderFault(
      errors.away.includes(error) ? "away" : "refused",
      `${place} returned ${errors.field} ${shown}`,
    );
  }
}

const filled = (template: string, values: Values, encode: (value: string) => string): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encode(values[name as OAuth2Place] ?? ""));

const filledUrl = (template: string, values: Values): string => filled(template, values, encodeURIComponent);

/** A placeholder stands inside a JSON string. */
const filledJson = (template: string, values: Values): string =>
  filled(template, values, (value) => JSON.stringify(value).slice(1, -1));

const firstOf = (response: JsonObject, paths: readonly string[]): string | null =>
  paths.map((path) => fieldOf(response, path)).find((found) => found !== null) ?? null;
