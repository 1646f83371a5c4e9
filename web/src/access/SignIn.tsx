// The sign-in form: account and password, then the code of the second factor if the account has one.
import type { SessionView } from "@minqing/core/access/account";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { signIn } from "../api/session.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { useText } from "../i18n/use-text.ts";
import { SingleSignOn } from "./SingleSignOn.tsx";
import { plainCode, type SignInStep, signInProblem } from "./sign-in-problem.ts";
import { ssoFailure, withoutSsoFailure } from "./sso-failure.ts";
import "./sign-in.css";

function useSigningIn(onSignedIn: (session: SessionView) => void) {
  const t = useText();
  const [step, setStep] = useState<SignInStep>("password");
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState(() => {
    const failure = ssoFailure(location.search);
    return failure === null ? null : t(failure);
  });
  useEffect(() => {
    if (ssoFailure(location.search) !== null) history.replaceState(history.state, "", withoutSsoFailure(location));
  }, []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (name: string) => String(form.get(name) ?? "");
    const known = { username: typed("username").trim(), password: typed("password") };
    setWorking(true);
    setProblem(null);
    try {
      onSignedIn(await signIn(step === "code" ? { ...known, code: plainCode(typed("code")) } : known));
    } catch (error) {
      const failed = signInProblem(error, step);
      if (failed.next === "code") setStep("code");
      else setProblem(t(failed.text, failed.values));
      setWorking(false);
    }
  };
  const begin = () => {
    setStep("password");
    setProblem(null);
  };
  return { step, working, problem, submit, begin };
}

function CodeField({ onBack }: { onBack(): void }) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <label>
        <span>{t("access.code")}</span>
        <input
          ref={field}
          name="code"
          autoComplete="one-time-code"
          spellCheck={false}
          minLength={6}
          maxLength={32}
          aria-describedby="code-help"
          required
        />
      </label>
      <p id="code-help" className="hint">
        {t("access.code.help")}
        <button type="button" onClick={onBack}>
          {t("access.code.back")}
        </button>
      </p>
    </>
  );
}

export function SignIn({ onSignedIn }: { onSignedIn(session: SessionView): void }) {
  const t = useText();
  const { locale, choose } = useLanguage();
  const { step, working, problem, submit, begin } = useSigningIn(onSignedIn);
  const isCode = step === "code";
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isCode) first.current?.focus();
  }, [isCode]);
  return (
    <main className="sign-in">
      <form onSubmit={submit} aria-busy={working}>
        <h1>{t("product")}</h1>
        <label>
          <span>{t("signin.username")}</span>
          <input ref={first} name="username" autoComplete="username" spellCheck={false} readOnly={isCode} required />
        </label>
        <label hidden={isCode}>
          <span>{t("signin.password")}</span>
          <input name="password" type="password" autoComplete="current-password" readOnly={isCode} required />
        </label>
        {isCode && <CodeField onBack={begin} />}
        <p role="alert" className="form-problem">
          {problem}
        </p>
        <button type="submit" disabled={working}>
          {working ? t("signin.working") : t("signin.submit")}
        </button>
        {!isCode && <SingleSignOn />}
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
