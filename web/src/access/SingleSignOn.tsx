// The other ways in: a link to each of the city's identity platforms, where there are any. The form does not wait for them.
import { type SignInOptions, SSO_PROTOCOLS } from "@minqing/core/access/single-sign-on";
import { useEffect, useState } from "react";
import { readSignInOptions } from "../api/session.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { ssoStart } from "./sso-failure.ts";

const NONE: SignInOptions = { oidc: null, oauth2: null };

export function SingleSignOn() {
  const { locale } = useLanguage();
  const [options, setOptions] = useState(NONE);
  useEffect(() => {
    // Without an answer there is no link; the form itself says when the server is away.
    readSignInOptions().then(setOptions, () => setOptions(NONE));
  }, []);
  return SSO_PROTOCOLS.map((protocol) => {
    const button = options[protocol];
    return button === null ? null : (
      <a key={protocol} className="other-way" href={ssoStart(location, protocol)}>
        {locale === "en" ? button.labelEn : button.labelZh}
      </a>
    );
  });
}
