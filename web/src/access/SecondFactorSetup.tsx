// Sets up the second factor: enter the password, scan, confirm with a code, store the recovery codes.
import { useState } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { beginFactor, confirmFactor, type Enrolment } from "../api/session.ts";
import { useText } from "../i18n/use-text.ts";
import { OneFieldForm } from "./OneFieldForm.tsx";
import { passwordProblem } from "./password-check.ts";
import { QrCode } from "./QrCode.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { plainCode } from "./sign-in-problem.ts";

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
  /** The password, while the code of the factor in force is asked for. */
  const [password, setPassword] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const whyNot = (error: unknown) => {
    const { text, values } = passwordProblem(error);
    return t(text ?? "access.failed", values);
  };
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  const begin = async (typed: string) => {
    try {
      setEnrolment(await beginFactor(typed));
    } catch (error) {
      if (!(error instanceof ProblemError && error.is("second-factor-needed"))) throw error;
      setPassword(typed);
    }
  };
  if (enrolment === null && password !== null) {
    return (
      <OneFieldForm
        key="current-code"
        name="code"
        label={t("access.factor.current")}
        submit={t("access.factor.begin")}
        send={async (code) => setEnrolment(await beginFactor(password, plainCode(code)))}
        whyNot={whyNot}
      />
    );
  }
  if (enrolment === null) {
    return (
      <OneFieldForm
        key="password"
        name="password"
        label={t("access.password.current")}
        submit={t("access.factor.begin")}
        send={begin}
        whyNot={whyNot}
      />
    );
  }
  return (
    <OneFieldForm
      key="code"
      name="code"
      label={t("access.factor.code")}
      submit={t("access.factor.confirm")}
      send={async (code) => setCodes(await confirmFactor(plainCode(code)))}
      whyNot={(error) => (isWrongCode(error) ? t("access.factor.wrong") : whyNot(error))}
    >
      <Scan enrolment={enrolment} />
    </OneFieldForm>
  );
}
