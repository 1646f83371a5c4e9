// Setting up the second factor: prove who you are, scan, confirm with a code, keep the recovery codes.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { beginFactor, confirmFactor, type Enrolment } from "../api/session.ts";
import { useText } from "../i18n/use-text.ts";
import { passwordRefusal } from "./password-check.ts";
import { QrCode } from "./QrCode.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { plainCode } from "./sign-in-refusal.ts";
import "./own-form.css";

interface StepProps {
  name: "password" | "code";
  label: string;
  submit: string;
  send(typed: string): Promise<void>;
  /** Message of a refusal. */
  whyNot(error: unknown): string;
  children?: ReactNode;
}

/** One field and one button. */
function Step({ name, label, submit, send, whyNot, children }: StepProps) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setRefusal(null);
    try {
      await send(field.current?.value ?? "");
    } catch (error) {
      setRefusal(whyNot(error));
      setWorking(false);
      field.current?.select();
    }
  };
  const isCode = name === "code";
  return (
    <form className="own-form" onSubmit={onSubmit} aria-busy={working}>
      {children}
      <label>
        <span>{label}</span>
        <input
          ref={field}
          name={name}
          type={isCode ? "text" : "password"}
          inputMode={isCode ? "numeric" : "text"}
          autoComplete={isCode ? "one-time-code" : "current-password"}
          maxLength={isCode ? 32 : 256}
          required
        />
      </label>
      <p role="alert" className="refusal">
        {refusal}
      </p>
      <button type="submit" className="main-act" disabled={working}>
        {working ? t("access.working") : submit}
      </button>
    </form>
  );
}

const isWrongCode = (error: unknown): boolean =>
  error instanceof ProblemError && (error.problem.errors ?? []).some(({ path }) => path === "code");

function Scan({ enrolment }: { enrolment: Enrolment }) {
  const t = useText();
  return (
    <div className="enrolment">
      <QrCode text={enrolment.uri} label={t("access.factor.qr")} />
      <div>
        <p>{t("access.factor.scan")}</p>
        <p className="fine">{t("access.factor.type")}</p>
        <code data-secret>{enrolment.secret.replace(/.{4}(?=.)/g, "$& ")}</code>
        <details>
          <summary className="fine">{t("access.factor.uri")}</summary>
          <code className="fine">{enrolment.uri}</code>
        </details>
      </div>
    </div>
  );
}

export function SecondFactorSetup({ onDone }: { onDone(): void }) {
  const t = useText();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const whyNot = (error: unknown) => {
    const { text, values } = passwordRefusal(error);
    return t(text ?? "access.failed", values);
  };
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (enrolment === null) {
    return (
      <Step
        key="password"
        name="password"
        label={t("access.password.current")}
        submit={t("access.factor.begin")}
        send={async (password) => setEnrolment(await beginFactor(password))}
        whyNot={whyNot}
      />
    );
  }
  return (
    <Step
      key="code"
      name="code"
      label={t("access.factor.code")}
      submit={t("access.factor.confirm")}
      send={async (code) => setCodes(await confirmFactor(plainCode(code)))}
      whyNot={(error) => (isWrongCode(error) ? t("access.factor.wrong") : whyNot(error))}
    >
      <Scan enrolment={enrolment} />
    </Step>
  );
}
