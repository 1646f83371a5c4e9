// Shows the form of the required step in place of the page until the step is done.
import type { RequiredStep, SessionView } from "@minqing/core/access/account";
import { signOut } from "../api/session.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { useText } from "../i18n/use-text.ts";
import { PasswordForm } from "./PasswordForm.tsx";
import { SecondFactorSetup } from "./SecondFactorSetup.tsx";
import "./sign-in.css";

interface Props {
  session: SessionView;
  step: RequiredStep;
  onDone(): void;
}

export function RequiredStepPage({ session, step, onDone }: Props) {
  const t = useText();
  const { locale, choose } = useLanguage();
  return (
    <main className="sign-in">
      <section className="card" data-required-step={step}>
        <h1>{t(`access.required-step.${step}`)}</h1>
        <p className="who-acts">
          {t("access.required-step.who", { name: session.displayName, username: session.username })}
        </p>
        <p>{t(`access.required-step.${step}.why`)}</p>
        {step === "change-password" ? (
          <PasswordForm username={session.username} onDone={onDone} />
        ) : (
          <SecondFactorSetup onDone={onDone} />
        )}
        <p className="hint">
          <button type="button" onClick={() => void signOut().then(() => location.reload())}>
            {t("signin.out")}
          </button>
          <button type="button" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
            {t("language.other")}
          </button>
        </p>
      </section>
    </main>
  );
}
