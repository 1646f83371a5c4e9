// OAuth 2 with a user-info call of its own, as 企业微信 and its kin speak it: the code is not exchanged for a person's token;
// the program fetches a token of its own and asks with it and the code who came back. Errors come with status 200 and a
// number. Addresses and names of fields are settings. [企业微信 91039 gettoken, 91022 authorize, 91023 getuserinfo]
import { createHash } from "node:crypto";
import type { OAuth2Place } from "@minqing/core/settings/oauth2-settings";
import { type AppToken, AppTokenStore } from "./app-token-cache.ts";
import { type Attempt, type Identity, type IdentityProvider, ProviderFault } from "./identity-provider.ts";
import { type Answer, askForeign, fieldOf, type Question } from "./provider-request.ts";
import { SpentCodes } from "./used-codes.ts";

/** [企业微信 91022] "code长度最大为512字节"; others are not longer. */
const MAX_CODE_CHARACTERS = 1_024;
/** Where the answer does not say how long its token lives. */
const SHORT_LIFE_S = 300;
/** What the table of links takes. */
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
  /** How long an answer may take. */
  timeoutMs?: number;
}

type Values = Partial<Record<OAuth2Place, string>>;

export class OAuth2 implements IdentityProvider {
  readonly protocol = "oauth2";
  readonly #options: OAuth2Options;
  readonly #token: AppTokenStore;
  readonly #codes = new SpentCodes();

  constructor(options: OAuth2Options) {
    this.#options = options;
    this.#token = new AppTokenStore(() => this.#fetchToken());
  }

  /** A person's id is unique to the company (corpid), and that to the host that tells it. */
  get id(): string {
    const { user, clientId } = this.#options;
    return `${new URL(user.url.replace(/\{\w+\}/g, "")).host}/${clientId}`;
  }

  /** No page there is worth showing while it gives us no token. */
  async begin({ state, verifier }: Attempt): Promise<URL> {
    await this.#token.value();
    const { authorizeUrl, clientId, agentId, redirectUri } = this.#options;
    // [RFC 7636 4.2] Where the platform supports it, its address has a place for it.
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
        `expected one code, got ${codes.length === 1 ? "none that is one" : codes.length}`,
      );
    }
    if (!this.#codes.spend(code)) throw new ProviderFault("refused", "expected a fresh code, got one that was used");
    const answer = await this.#askUser({ code, code_verifier: verifier });
    const { subjectFields, usernameFields } = this.#options.user;
    const subject = firstOf(answer, subjectFields);
    if (subject === null || subject.length > MAX_SUBJECT_CHARACTERS) {
      // Somebody from outside of the company, who has another kind of id (openid).
      throw new ProviderFault("refused", `expected a person in ${subjectFields.join(" or ")}, got none`);
    }
    // It says nothing of a second factor.
    return { subject, username: firstOf(answer, usernameFields), hasSecondFactor: false, session: null };
  }

  /** With a token that was valid a moment ago: one that ended early is fetched anew, once. */
  async #askUser(values: Values): Promise<Answer> {
    const { user, errors } = this.#options;
    const ask = async (token: string) => this.#ask(user, { ...values, access_token: token });
    const token = await this.#token.value();
    const answer = await ask(token);
    const error = this.#errorOf(answer);
    if (error === null) return answer;
    if (!errors.stale.includes(error)) throw this.#fault(user.url, error);
    this.#token.forget(token);
    const again = await ask(await this.#token.value());
    const still = this.#errorOf(again);
    if (still !== null) throw this.#fault(user.url, still);
    return again;
  }

  async #fetchToken(): Promise<AppToken> {
    const { token } = this.#options;
    const answer = await this.#ask(token, {});
    const error = this.#errorOf(answer);
    if (error !== null) throw this.#fault(token.url, error);
    const value = fieldOf(answer, token.field);
    if (value === null) throw new ProviderFault("away", `expected an access token in ${token.field}, got none`);
    const lifeS = Number(fieldOf(answer, token.expiresField));
    return { value, lifeS: Number.isFinite(lifeS) && lifeS > 0 ? lifeS : SHORT_LIFE_S };
  }

  #ask({ url, body }: Question, values: Values): Promise<Answer> {
    const { clientId, agentId, clientSecret, timeoutMs } = this.#options;
    const all = { ...values, client_id: clientId, agent_id: agentId, client_secret: clientSecret };
    return askForeign({ url: filledUrl(url, all), body: body === null ? null : filledJson(body, all) }, timeoutMs);
  }

  /** The number of what went wrong; null where nothing did. */
  #errorOf(answer: Answer): string | null {
    const { field, ok } = this.#options.errors;
    const code = fieldOf(answer, field);
    return code === null || ok.includes(code) ? null : code;
  }

  /** The number only: its words may repeat what we sent. */
  #fault(url: string, error: string): ProviderFault {
    const { errors } = this.#options;
    const place = new URL(url.replace(/\{\w+\}/g, "")).pathname;
    const shown = error.slice(0, 40);
    return new ProviderFault(
      errors.away.includes(error) ? "away" : "refused",
      `${place} said ${errors.field} ${shown}`,
    );
  }
}

const filled = (template: string, values: Values, encode: (value: string) => string): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encode(values[name as OAuth2Place] ?? ""));

const filledUrl = (template: string, values: Values): string => filled(template, values, encodeURIComponent);

/** A place stands inside of a JSON string. */
const filledJson = (template: string, values: Values): string =>
  filled(template, values, (value) => JSON.stringify(value).slice(1, -1));

const firstOf = (answer: Answer, paths: readonly string[]): string | null =>
  paths.map((path) => fieldOf(answer, path)).find((found) => found !== null) ?? null;
