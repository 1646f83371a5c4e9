// One line of a form: its name, its field, and what is wrong with it or helps.
import type { ReactNode } from "react";

interface LineProps {
  label: string;
  htmlFor?: string;
  /** Message of what is wrong here; null when nothing is. */
  flaw?: string | null;
  help?: string;
  children: ReactNode;
}

export function Line({ label, htmlFor, flaw = null, help, children }: LineProps) {
  return (
    <div className="line">
      {htmlFor === undefined ? <span className="line-label">{label}</span> : <label htmlFor={htmlFor}>{label}</label>}
      <div>
        {children}
        {flaw !== null && (
          <p className="field-error" role="alert">
            {flaw}
          </p>
        )}
        {flaw === null && help !== undefined && <p className="muted">{help}</p>}
      </div>
    </div>
  );
}
