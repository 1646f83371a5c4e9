// OpenID Connect: authorization code with PKCE, state and nonce. [OpenID Connect Core 1.0, RFC 9700]
import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import * as oidc from "openid-client";
import {
  type Attempt,
  type Identity,
  type IdentityProvider,
  type LogoutNotice,
  ProviderFault,
} from "./identity-provider.ts";
import { readLogoutToken } from "./logout-token.ts";

/** Allowed difference between the provider's clock and ours. */
const CLOCK_TOLERANCE_S = 10;
const TIMEOUT_S = 5;
/**
 * How long the provider's metadata is cached: a browser must not be sent to a provider that is away. A shorter time would
 * turn a flood of sign-in attempts into a flood of requests to the provider.
 */
const METADATA_TTL_MS = 10_000;
const SCOPE = "openid profile";

export interface OpenIdConnectOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The callback address. */
  redirectUri: string;
  usernameClaim: string;
  /** Values of `amr` or `acr` that prove a second factor. [RFC 8176] */
  secondFactorAmr: readonly string[];
}

export class OpenIdConnect implements IdentityProvider {
  readonly protocol = "oidc";
  readonly #options: OpenIdConnectOptions;
  #cached: { configuration: oidc.Configuration; atMs: number } | null = null;
  /** Reused while the address stays the same: the key set itself decides when to fetch again. */
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
      // The provider's addresses may have changed.
      this.#cached = null;
      throw providerFault(fault);
    }
  }

  async readLogoutNotice(notice: string): Promise<LogoutNotice> {
    const { issuer, jwks_uri, id_token_signing_alg_values_supported } = (await this.#configuration()).serverMetadata();
    if (jwks_uri === undefined)
      throw new ProviderFault("refused", `expected jwks_uri in the metadata of ${issuer}, got none`);
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

  /** A provider sends the name in the ID token, or only at its userinfo address. */
  async #username(
    configuration: oidc.Configuration,
    claims: oidc.IDToken,
    accessToken: string,
  ): Promise<string | null> {
    const { usernameClaim } = this.#options;
    const claim = claims[usernameClaim];
    if (typeof claim === "string") return claim;
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return null;
    const infoClaim = (await oidc.fetchUserInfo(configuration, accessToken, claims.sub))[usernameClaim];
    return typeof infoClaim === "string" ? infoClaim : null;
  }

  #isSecondFactor({ amr, acr }: oidc.IDToken): boolean {
    const methods: unknown[] = [acr, ...(Array.isArray(amr) ? amr : [])];
    return this.#options.secondFactorAmr.some((value) => methods.includes(value));
  }

  /** Discovered when first needed, and again after a failure: the server starts while its provider is away. */
  async #configuration(): Promise<oidc.Configuration> {
    const nowMs = performance.now();
    if (this.#cached !== null && nowMs - this.#cached.atMs < METADATA_TTL_MS) return this.#cached.configuration;
    const { issuer, clientId, clientSecret } = this.#options;
    try {
      const configuration = await oidc.discovery(
        new URL(issuer),
        clientId,
        { [oidc.clockTolerance]: CLOCK_TOLERANCE_S },
        secretAuth(clientSecret),
        {
          timeout: TIMEOUT_S,
          // Signatures are checked although the token comes directly from the provider; the settings allow http on this
          // machine only.
          execute: [
            oidc.enableNonRepudiationChecks,
            ...(issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : []),
          ],
        },
      );
      this.#cached = { configuration, atMs: nowMs };
      return configuration;
    } catch (fault) {
      throw new ProviderFault("away", `expected the metadata of ${issuer}, got ${messageOf(fault)}`, { cause: fault });
    }
  }
}

/** Sent in the header where the provider accepts that, which is also the default. [OpenID Connect Discovery 1.0, 3] */
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
  return new ProviderFault(isAway(fault) ? "away" : "refused", messageOf(fault), { cause: fault });
}

function isAway(fault: unknown): boolean {
  if (fault instanceof oidc.AuthorizationResponseError) return AWAY_ERRORS.has(fault.error);
  if (fault instanceof oidc.ResponseBodyError) return fault.status >= 500;
  if (fault instanceof oidc.ClientError) return AWAY_CODES.has(fault.code ?? "");
  // fetch throws a TypeError when the connection fails.
  return fault instanceof TypeError;
}

/** The message without the fault's other fields, which may hold the code and the tokens. */
function messageOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { message } = fault;
  const error = "error" in fault ? `${fault.error}` : "code" in fault ? `${fault.code}` : "";
  return error === "" || error === "undefined" ? message : `${message} (${error})`;
}
