// The second way in: a link to the city's identity platform, where there is one. The form does not wait for it.
import type { SignInOptions } from "@minqing/core/access/single-sign-on";
import { useEffect, useState } from "react";
import { readSignInOptions } from "../api/session.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { ssoStart } from "./sso-refusal.ts";

export function SingleSignOn() {
  const { locale } = useLanguage();
  const [oidc, setOidc] = useState<SignInOptions["oidc"]>(null);
  useEffect(() => {
    // Without an answer there is no link; the form itself says when the server is away.
    readSignInOptions().then(
      (options) => setOidc(options.oidc),
      () => setOidc(null),
    );
  }, []);
  if (oidc === null) return null;
  return (
    <a className="other-way" href={ssoStart(location)}>
      {locale === "en" ? oidc.labelEn : oidc.labelZh}
    </a>
  );
}
