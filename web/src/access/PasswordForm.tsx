// Changes the own password: shows the policy beside the field and ticks each rule during typing.
import { DEFAULT_SIGN_IN_POLICY, type SignInPolicy } from "@minqing/core/access/policy";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { changePassword, readPolicy } from "../api/session.ts";
import { Icon } from "../design/Icon.tsx";
import { useText } from "../i18n/use-text.ts";
import {
  isAcceptable,
  type PasswordProblem,
  type PasswordRule,
  passwordProblem,
  passwordRules,
} from "./password-check.ts";
import "./own-form.css";

function Rules({ rules, policy }: { rules: readonly PasswordRule[]; policy: SignInPolicy }) {
  const t = useText();
  const { minLength, minKinds, history } = policy;
  return (
    <ul id="password-rules" className="rules">
      {rules.map(({ issue, isMet }) => (
        <li key={issue} data-met={String(isMet)}>
          <Icon name={isMet === true ? "check" : isMet === false ? "cross" : "question"} size={14} />
          {t(`access.rule.${issue}`, { minLength, minKinds, history })}
          <span className="visually-hidden">{t(`access.rule.met.${isMet}`)}</span>
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

/** The policy in force; the default policy until it is read. The server checks with its own. */
function usePolicy(): SignInPolicy {
  const [policy, setPolicy] = useState(DEFAULT_SIGN_IN_POLICY);
  useEffect(() => {
    readPolicy().then(setPolicy, () => undefined);
  }, []);
  return policy;
}

const EMPTY = { current: "", next: "", again: "" };

function useChange(username: string, policy: SignInPolicy, onDone: () => void) {
  const [typed, setTyped] = useState(EMPTY);
  const [failed, setFailed] = useState<{ password: string; problem: PasswordProblem } | null>(null);
  const [working, setWorking] = useState(false);
  const serverIssues = failed?.password === typed.next ? failed.problem.issues : [];
  const rules = passwordRules(typed.next, username, policy, serverIssues);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setFailed(null);
    try {
      await changePassword(typed.current, typed.next);
      setTyped(EMPTY);
      onDone();
    } catch (error) {
      setFailed({ password: typed.next, problem: passwordProblem(error) });
    }
    setWorking(false);
  };
  const isReady = !working && typed.current !== "" && isAcceptable(rules, typed.next, typed.again);
  return { typed, setTyped, rules, problem: failed?.problem ?? null, working, isReady, submit };
}

export function PasswordForm({ username, onDone }: { username: string; onDone(): void }) {
  const t = useText();
  const policy = usePolicy();
  const { typed, setTyped, rules, problem, working, isReady, submit } = useChange(username, policy, onDone);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("[name=current]")?.focus(), []);
  const field = (name: keyof typeof EMPTY) => (
    <PasswordField
      name={name}
      label={t(`access.password.${name}`)}
      isNew={name !== "current"}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
    />
  );
  const differs = typed.again !== "" && typed.again !== typed.next;
  return (
    <form ref={form} className="own-form" onSubmit={submit} aria-busy={working}>
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      {field("current")}
      {field("next")}
      <Rules rules={rules} policy={policy} />
      {field("again")}
      <p role="alert" className="form-problem">
        {differs
          ? t("access.password.differs")
          : problem !== null && problem.text !== null && t(problem.text, problem.values)}
      </p>
      <button type="submit" className="main-act" disabled={!isReady}>
        {t(working ? "access.working" : "access.password.submit")}
      </button>
    </form>
  );
}
