// Reads single sign-on from the program's settings: no protocol, one, or both.
import { readFileSync } from "node:fs";
import { ssoCallbackPath } from "@minqing/core/access/single-sign-on";
import type { Settings } from "@minqing/core/settings/settings";
import { OAuth2 } from "./oauth2.ts";
import { OpenIdConnect } from "./openid-connect.ts";
import type { SingleSignOnOptions } from "./single-sign-on.ts";

/** Throws when a required setting of a provider is missing. */
export const singleSignOnFrom = (settings: Settings): SingleSignOnOptions[] =>
  [openIdConnectFrom(settings), oauth2From(settings)].filter((way) => way !== null);

function openIdConnectFrom(settings: Settings): SingleSignOnOptions | null {
  const { OIDC_ISSUER: issuer, PUBLIC_URL, OIDC_CLIENT_ID } = settings;
  if (issuer === undefined) return null;
  const { clientId, publicUrl } = requireSettings("OIDC_ISSUER", {
    clientId: ["OIDC_CLIENT_ID", OIDC_CLIENT_ID],
    publicUrl: ["PUBLIC_URL", PUBLIC_URL],
  });
  const provider = new OpenIdConnect({
    issuer,
    clientId,
    clientSecret: secretOf(settings, "OIDC"),
    redirectUri: `${publicUrl}${ssoCallbackPath("oidc")}`,
    usernameClaim: settings.OIDC_USERNAME_CLAIM,
    secondFactorAmr: settings.OIDC_SECOND_FACTOR_AMR,
  });
  return { provider, publicUrl, labelZh: settings.OIDC_LABEL_ZH, labelEn: settings.OIDC_LABEL_EN };
}

function oauth2From(settings: Settings): SingleSignOnOptions | null {
  const { OAUTH2_AUTHORIZE_URL: authorizeUrl, PUBLIC_URL, OAUTH2_CLIENT_ID } = settings;
  if (authorizeUrl === undefined) return null;
  const { clientId, tokenUrl, userUrl, publicUrl } = requireSettings("OAUTH2_AUTHORIZE_URL", {
    clientId: ["OAUTH2_CLIENT_ID", OAUTH2_CLIENT_ID],
    tokenUrl: ["OAUTH2_TOKEN_URL", settings.OAUTH2_TOKEN_URL],
    userUrl: ["OAUTH2_USER_URL", settings.OAUTH2_USER_URL],
    publicUrl: ["PUBLIC_URL", PUBLIC_URL],
  });
  const provider = new OAuth2({
    authorizeUrl,
    clientId,
    agentId: settings.OAUTH2_AGENT_ID,
    clientSecret: secretOf(settings, "OAUTH2"),
    redirectUri: `${publicUrl}${ssoCallbackPath("oauth2")}`,
    token: {
      url: tokenUrl,
      body: settings.OAUTH2_TOKEN_BODY ?? null,
      field: settings.OAUTH2_TOKEN_FIELD,
      expiresField: settings.OAUTH2_EXPIRES_FIELD,
    },
    user: {
      url: userUrl,
      body: settings.OAUTH2_USER_BODY ?? null,
      subjectFields: settings.OAUTH2_SUBJECT_FIELDS,
      usernameFields: settings.OAUTH2_USERNAME_FIELDS,
    },
    errors: {
      field: settings.OAUTH2_ERROR_FIELD,
      ok: settings.OAUTH2_OK_CODES,
      away: settings.OAUTH2_AWAY_CODES,
      stale: settings.OAUTH2_STALE_CODES,
    },
  });
  return { provider, publicUrl, labelZh: settings.OAUTH2_LABEL_ZH, labelEn: settings.OAUTH2_LABEL_EN };
}

/** Returns the values that the setting `withName` requires; throws with the names of the missing settings. */
function requireSettings<Key extends string>(
  withName: string,
  settings: Record<Key, readonly [name: string, value: string | undefined]>,
): Record<Key, string> {
  const pairs = Object.values<readonly [string, string | undefined]>(settings);
  const missing = pairs.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw new Error(`expected ${missing.join(" and ")} with ${withName}, got none`);
  const keys = Object.keys(settings) as Key[];
  return Object.fromEntries(keys.map((key) => [key, settings[key][1] ?? ""])) as Record<Key, string>;
}

function secretOf(settings: Settings, of: "OIDC" | "OAUTH2"): string {
  const { [`${of}_CLIENT_SECRET` as const]: secret, [`${of}_CLIENT_SECRET_FILE` as const]: file } = settings;
  if (secret !== undefined) return secret;
  if (file === undefined) {
    throw new Error(`expected ${of}_CLIENT_SECRET or ${of}_CLIENT_SECRET_FILE for single sign-on, got neither`);
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`expected the client's secret in ${of}_CLIENT_SECRET_FILE ${file}, could not read it`, { cause });
  }
}
