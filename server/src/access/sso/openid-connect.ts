// OpenID Connect: authorization code with PKCE, state and nonce. [OpenID Connect Core 1.0, RFC 9700]
import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import * as oidc from "openid-client";
import {
  type Attempt,
  type Identity,
  type IdentityProvider,
  ProviderFault,
  type SignOut,
} from "./identity-provider.ts";
import { readLogoutToken } from "./logout-token.ts";

/** Between the provider's clock and ours. */
const CLOCK_TOLERANCE_S = 10;
const TIMEOUT_S = 5;
/**
 * What the provider says of itself is asked again after this: a browser is not sent to one that is away. Shorter would
 * let a flood of beginnings become one of questions.
 */
const KNOWN_FOR_MS = 10_000;
const SCOPE = "openid profile";

export interface OpenIdConnectOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the provider sends the browser back to. */
  redirectUri: string;
  usernameClaim: string;
  /** Values of `amr` or `acr` that prove a second factor. [RFC 8176] */
  secondFactorAmr: readonly string[];
}

export class OpenIdConnect implements IdentityProvider {
  readonly protocol = "oidc";
  readonly #options: OpenIdConnectOptions;
  #known: { configuration: oidc.Configuration; atMs: number } | null = null;
  /** Kept as long as the address stays: they know when they were read last. */
  #keys: { at: string; keys: JWTVerifyGetKey } | null = null;

  constructor(options: OpenIdConnectOptions) {
    this.#options = options;
  }

  /** A subject is unique to its issuer. [OpenID Connect Core 1.0, 2] */
  get id(): string {
    return this.#options.issuer;
  }

  async begin({ state, nonce, verifier }: Attempt): Promise<URL> {
    const configuration = await this.#configuration();
    return oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#options.redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
  }

  async finish(callback: URL, { state, nonce, verifier }: Attempt): Promise<Identity> {
    const configuration = await this.#configuration();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new ProviderFault("refused", "expected an ID token, got none");
      return {
        subject: claims.sub,
        username: await this.#username(configuration, claims, tokens.access_token),
        hasSecondFactor: this.#isSecondFactor(claims),
        session: typeof claims["sid"] === "string" ? claims["sid"] : null,
      };
    } catch (fault) {
      // Its addresses may have changed.
      this.#known = null;
      throw providerFault(fault);
    }
  }

  async readSignOut(notice: string): Promise<SignOut> {
    const { issuer, jwks_uri, id_token_signing_alg_values_supported } = (await this.#configuration()).serverMetadata();
    if (jwks_uri === undefined)
      throw new ProviderFault("refused", `expected keys of ${issuer}, got no address of them`);
    return readLogoutToken(notice, {
      issuer,
      audience: this.#options.clientId,
      keys: this.#keysAt(jwks_uri),
      algorithms: id_token_signing_alg_values_supported ?? ["RS256"],
      clockToleranceS: CLOCK_TOLERANCE_S,
    });
  }

  #keysAt(address: string): JWTVerifyGetKey {
    if (this.#keys?.at !== address) {
      this.#keys = { at: address, keys: createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT_S * 1000 }) };
    }
    return this.#keys.keys;
  }

  /** A provider may tell the name in the ID token, or only at its userinfo address. */
  async #username(
    configuration: oidc.Configuration,
    claims: oidc.IDToken,
    accessToken: string,
  ): Promise<string | null> {
    const { usernameClaim } = this.#options;
    const told = claims[usernameClaim];
    if (typeof told === "string") return told;
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return null;
    const asked = (await oidc.fetchUserInfo(configuration, accessToken, claims.sub))[usernameClaim];
    return typeof asked === "string" ? asked : null;
  }

  #isSecondFactor({ amr, acr }: oidc.IDToken): boolean {
    const said: unknown[] = [acr, ...(Array.isArray(amr) ? amr : [])];
    return this.#options.secondFactorAmr.some((value) => said.includes(value));
  }

  /** Asked for when it is first needed, and again after a failure: the server starts without its provider. */
  async #configuration(): Promise<oidc.Configuration> {
    const nowMs = performance.now();
    if (this.#known !== null && nowMs - this.#known.atMs < KNOWN_FOR_MS) return this.#known.configuration;
    const { issuer, clientId, clientSecret } = this.#options;
    try {
      const configuration = await oidc.discovery(
        new URL(issuer),
        clientId,
        { [oidc.clockTolerance]: CLOCK_TOLERANCE_S },
        secretAuth(clientSecret),
        {
          timeout: TIMEOUT_S,
          // Signatures are checked although the token comes from the provider itself; the settings allow http on this
          // machine only.
          execute: [
            oidc.enableNonRepudiationChecks,
            ...(issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : []),
          ],
        },
      );
      this.#known = { configuration, atMs: nowMs };
      return configuration;
    } catch (fault) {
      throw new ProviderFault("away", `expected the description of ${issuer}, got ${wordsOf(fault)}`, { cause: fault });
    }
  }
}

/** In the header where the provider takes it there, which is also the default. [OpenID Connect Discovery 1.0, 3] */
function secretAuth(secret: string): oidc.ClientAuth {
  const [inHeader, inBody] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return methods.includes("client_secret_basic") ? inHeader(server, ...rest) : inBody(server, ...rest);
  };
}

const AWAY_CODES = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_ABORT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
]);
/** [RFC 6749 4.1.2.1] */
const AWAY_ERRORS = new Set(["server_error", "temporarily_unavailable"]);

function providerFault(fault: unknown): ProviderFault {
  if (fault instanceof ProviderFault) return fault;
  return new ProviderFault(isAway(fault) ? "away" : "refused", wordsOf(fault), { cause: fault });
}

function isAway(fault: unknown): boolean {
  if (fault instanceof oidc.AuthorizationResponseError) return AWAY_ERRORS.has(fault.error);
  if (fault instanceof oidc.ResponseBodyError) return fault.status >= 500;
  if (fault instanceof oidc.ClientError) return AWAY_CODES.has(fault.code ?? "");
  // What fetch throws when nobody answers.
  return fault instanceof TypeError;
}

/** Without the code and the tokens, which the fault's own fields may hold. */
function wordsOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { message } = fault;
  const error = "error" in fault ? `${fault.error}` : "code" in fault ? `${fault.code}` : "";
  return error === "" || error === "undefined" ? message : `${message} (${error})`;
}
