// One line of a form: label, field, and its issue or help.
import type { ReactNode } from "react";

interface LineProps {
  label: string;
  htmlFor?: string;
  /** Message of the issue; null without one. */
  issue?: string | null;
  help?: string;
  children: ReactNode;
}

export function Line({ label, htmlFor, issue = null, help, children }: LineProps) {
  return (
    <div className="line">
      {htmlFor === undefined ? <span className="line-label">{label}</span> : <label htmlFor={htmlFor}>{label}</label>}
      <div>
        {children}
        {issue !== null && (
          <p className="field-error" role="alert">
            {issue}
          </p>
        )}
        {issue === null && help !== undefined && <p className="muted">{help}</p>}
      </div>
    </div>
  );
}
