// Single sign-on from the program's settings; null where they name no provider.
import { readFileSync } from "node:fs";
import type { Settings } from "@minqing/core/settings/settings";
import { OpenIdConnect } from "./openid-connect.ts";
import type { SingleSignOnOptions } from "./single-sign-on.ts";

/** Throws for a provider without the settings that belong to it. */
export function singleSignOnFrom(settings: Settings): SingleSignOnOptions | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = settings;
  if (issuer === undefined) return null;
  if (clientId === undefined || publicUrl === undefined) {
    const missing = [clientId === undefined ? "OIDC_CLIENT_ID" : null, publicUrl === undefined ? "PUBLIC_URL" : null];
    throw new Error(`expected ${missing.filter((name) => name !== null).join(" and ")} with OIDC_ISSUER, got none`);
  }
  const provider = new OpenIdConnect({
    ...{ issuer, clientId, clientSecret: clientSecret(settings), redirectUri: `${publicUrl}/sso/callback` },
    usernameClaim: settings.OIDC_USERNAME_CLAIM,
    secondFactorAmr: settings.OIDC_SECOND_FACTOR_AMR,
  });
  return { provider, publicUrl, labelZh: settings.OIDC_LABEL_ZH, labelEn: settings.OIDC_LABEL_EN };
}

function clientSecret({ OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_SECRET_FILE: file }: Settings): string {
  if (secret !== undefined) return secret;
  if (file === undefined) {
    throw new Error("expected OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE with OIDC_ISSUER, got neither");
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`expected the client's secret in OIDC_CLIENT_SECRET_FILE ${file}, could not read it`, { cause });
  }
}
