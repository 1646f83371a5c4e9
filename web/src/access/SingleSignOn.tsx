// Links to the city's identity platforms, if any are configured. The form does not wait for them.
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
    // Without an answer no link is shown; the form itself reports that the server does not answer.
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
