// Changing the own password: the policy beside the field, each rule ticked while it is typed.
import { DEFAULT_SIGN_IN_POLICY, type SignInPolicy } from "@minqing/core/access/policy";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { changePassword, readPolicy } from "../api/session.ts";
import { Icon } from "../design/Icon.tsx";
import { useText } from "../i18n/use-text.ts";
import {
  isAcceptable,
  type PasswordRefusal,
  type PasswordRule,
  passwordRefusal,
  passwordRules,
} from "./password-check.ts";
import "./own-form.css";

function Rules({ rules, policy }: { rules: readonly PasswordRule[]; policy: SignInPolicy }) {
  const t = useText();
  const { minLength, minKinds, history } = policy;
  return (
    <ul id="password-rules" className="rules">
      {rules.map(({ flaw, isMet }) => (
        <li key={flaw} data-met={String(isMet)}>
          <Icon name={isMet === true ? "check" : isMet === false ? "cross" : "question"} size={14} />
          {t(`access.rule.${flaw}`, { minLength, minKinds, history })}
          <span className="visually-hidden">{t(`access.rule.met.${String(isMet)}`)}</span>
        </li>
      ))}
    </ul>
  );
}

interface FieldProps {
  name: string;
  label: string;
  isNew: boolean;
  value: string;
  onChange(value: string): void;
}

const PasswordField = ({ name, label, isNew, value, onChange }: FieldProps) => (
  <label>
    <span>{label}</span>
    <input
      name={name}
      type="password"
      autoComplete={isNew ? "new-password" : "current-password"}
      maxLength={256}
      value={value}
      aria-describedby={name === "next" ? "password-rules" : undefined}
      onChange={(event) => onChange(event.target.value)}
      required
    />
  </label>
);

/** The policy in force; the default one until it is known. The server decides with its own. */
function usePolicy(): SignInPolicy {
  const [policy, setPolicy] = useState(DEFAULT_SIGN_IN_POLICY);
  useEffect(() => {
    readPolicy().then(setPolicy, () => undefined);
  }, []);
  return policy;
}

const EMPTY = { current: "", next: "", again: "" };

export function PasswordForm({ username, onDone }: { username: string; onDone(): void }) {
  const t = useText();
  const policy = usePolicy();
  const [typed, setTyped] = useState(EMPTY);
  const [refused, setRefused] = useState<{ of: string; refusal: PasswordRefusal } | null>(null);
  const [working, setWorking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("[name=current]")?.focus(), []);

  const told = refused?.of === typed.next ? refused.refusal.flaws : [];
  const rules = passwordRules(typed.next, username, policy, told);
  const type = (name: keyof typeof EMPTY) => (value: string) => setTyped({ ...typed, [name]: value });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setRefused(null);
    try {
      await changePassword(typed.current, typed.next);
      setTyped(EMPTY);
      onDone();
    } catch (error) {
      setRefused({ of: typed.next, refusal: passwordRefusal(error) });
    }
    setWorking(false);
  };
  const differs = typed.again !== "" && typed.again !== typed.next;
  const { text = null, values = undefined } = refused?.refusal ?? {};
  return (
    <form ref={form} className="own-form" onSubmit={submit} aria-busy={working}>
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      <PasswordField
        name="current"
        label={t("access.password.current")}
        isNew={false}
        value={typed.current}
        onChange={type("current")}
      />
      <PasswordField name="next" label={t("access.password.next")} isNew value={typed.next} onChange={type("next")} />
      <Rules rules={rules} policy={policy} />
      <PasswordField
        name="again"
        label={t("access.password.again")}
        isNew
        value={typed.again}
        onChange={type("again")}
      />
      <p role="alert" className="refusal">
        {differs ? t("access.password.differs") : text !== null && t(text, values)}
      </p>
      <button
        type="submit"
        className="main-act"
        disabled={working || !isAcceptable(rules, typed.next, typed.again) || typed.current === ""}
      >
        {t(working ? "access.working" : "access.password.submit")}
      </button>
    </form>
  );
}
