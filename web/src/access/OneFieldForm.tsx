// A form of the own account with one field and one button: the password, or a code of the second factor.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "../i18n/use-text.ts";
import "./own-form.css";

interface Props {
  name: "password" | "code";
  label: string;
  submit: string;
  send(typed: string): Promise<void>;
  /** The message to show when `send` fails. */
  whyNot(error: unknown): string;
  children?: ReactNode;
  /** Shown beside the button. */
  beside?: ReactNode;
}

export function OneFieldForm({ name, label, submit, send, whyNot, children, beside }: Props) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setProblem(null);
    try {
      await send(field.current?.value ?? "");
    } catch (error) {
      setProblem(whyNot(error));
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
      <p role="alert" className="form-problem">
        {problem}
      </p>
      <div className="acts">
        <button type="submit" className="main-act" disabled={working}>
          {working ? t("access.working") : submit}
        </button>
        {beside}
      </div>
    </form>
  );
}
