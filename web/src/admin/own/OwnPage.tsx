// The own account (本人): person and roles, password, second factor, signed-in devices.
import { useState } from "react";
import { PasswordForm } from "../../access/PasswordForm.tsx";
import { SecondFactorSetup } from "../../access/SecondFactorSetup.tsx";
import { useSession } from "../../access/SessionGate.tsx";
import { useRoleNames } from "../../access/use-role-names.ts";
import { readFactorState } from "../../api/session.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePlaces } from "../account/use-places.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { useReading } from "../use-reading.ts";
import { OwnSessions } from "./OwnSessions.tsx";

function Who() {
  const t = useText();
  const names = useRoleNames();
  const places = usePlaces();
  const session = useSession();
  const facts = [
    ["name", session.displayName],
    ["username", session.username],
    ["roles", names(session.roles)],
    ["regions", places(session.regions)],
    ["expires", monthDayTime(Date.parse(session.expiresAt))],
  ] as const;
  return (
    <section className="pane" aria-label={t("admin.own.who")}>
      <header className="pane-head">
        <h2>{t("admin.own.who")}</h2>
      </header>
      <dl className="facts">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`admin.column.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted pane-note">{t("admin.own.whoNote")}</p>
    </section>
  );
}

function Password() {
  const t = useText();
  const { username } = useSession();
  return (
    <section className="pane" aria-label={t("admin.own.password")}>
      <header className="pane-head">
        <h2>{t("admin.own.password")}</h2>
        <span className="muted head-note">{t("admin.own.passwordNote")}</span>
      </header>
      <div className="pane-form">
        <PasswordForm username={username} onDone={() => showNotice("done", t("access.password.changed"))} />
      </div>
    </section>
  );
}

function SecondFactor() {
  const t = useText();
  const { value, failed, again } = useReading(readFactorState);
  const [isSettingUp, setIsSettingUp] = useState(false);
  const isOn = value?.state === "on";
  const begin = async () => {
    const effects = [t("admin.own.replace.effect")];
    const question = { title: t("admin.own.replace.ask"), effects, act: t("admin.own.replace") };
    if (!isOn || (await askFirst(question))) setIsSettingUp(true);
  };
  const onDone = () => {
    setIsSettingUp(false);
    showNotice("done", t("access.factor.isOn"));
    void again();
  };
  return (
    <section className="pane" aria-label={t("access.factor")}>
      <header className="pane-head">
        <h2>{t("access.factor")}</h2>
        {value !== null && <span className="tag">{t(`admin.own.factor.${value.state}`)}</span>}
      </header>
      <div className="pane-form">
        {failed !== null && <ReadFailure what={t("access.factor")} failed={failed} onRetry={() => void again()} />}
        {isSettingUp && <SecondFactorSetup onDone={onDone} />}
        {!isSettingUp && value !== null && (
          <>
            <p>{isOn ? t("admin.own.codesLeft", { n: value.recoveryCodesLeft }) : t("admin.own.factorWhy")}</p>
            <button type="button" className={isOn ? "button" : "main-act"} onClick={() => void begin()}>
              {t(isOn ? "admin.own.replace" : "access.factor.begin")}
            </button>
          </>
        )}
      </div>
    </section>
  );
}

export function OwnPage() {
  return (
    <div className="own">
      <Who />
      <Password />
      <SecondFactor />
      <OwnSessions />
    </div>
  );
}
