// Signing in, on every page that needs it.

import type { SessionView } from "@minqing/core/access/account";
import { type FormEvent, useState } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { signIn } from "../api/session.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { useText } from "../i18n/use-text.ts";
import "./sign-in.css";

export function SignIn({ onSignedIn }: { onSignedIn(session: SessionView): void }) {
  const t = useText();
  const { locale, choose } = useLanguage();
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWorking(true);
    setRefusal(null);
    try {
      onSignedIn(await signIn(String(form.get("username")), String(form.get("password"))));
    } catch (error) {
      const refused = error instanceof ProblemError && error.problem.status === 401;
      const why = error instanceof Error ? error.message : String(error);
      setRefusal(refused ? t("signin.refused") : t("signin.failed", { why }));
      setWorking(false);
    }
  };

  return (
    <main className="sign-in">
      <form onSubmit={submit} aria-busy={working}>
        <h1>{t("product")}</h1>
        <label>
          <span>{t("signin.username")}</span>
          <input name="username" autoComplete="username" required />
        </label>
        <label>
          <span>{t("signin.password")}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p role="alert" className="refusal">
          {refusal}
        </p>
        <button type="submit" disabled={working}>
          {working ? t("signin.working") : t("signin.submit")}
        </button>
        <p className="hint">
          {t("signin.hint")}
          <button type="button" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
            {t("language.other")}
          </button>
        </p>
      </form>
    </main>
  );
}
