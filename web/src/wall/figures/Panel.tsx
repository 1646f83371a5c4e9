// A panel of the wall: title, basis and age at its right, content; hatched with "数据停更" while its source fails.
import type { ReactNode } from "react";
import { hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";

interface Props {
  title: ReactNode;
  /** Comparison basis and age, on the right of the title. */
  aside?: ReactNode;
  /** Why and since when the panel's source fails; the last content stays. */
  failure?: { why: string; sinceMs: number } | null;
  isLoading?: boolean;
  name: string;
  children: ReactNode;
}

export function Panel({ title, aside, failure = null, isLoading = false, name, children }: Props) {
  const t = useText();
  return (
    <section
      className={`panel panel-${name}${failure === null ? "" : " hatch"}`}
      data-panel={name}
      aria-busy={isLoading}
    >
      <header className="panel-head">
        <h2>{title}</h2>
        {failure === null ? (
          <p className="aside">{aside}</p>
        ) : (
          <p className="aside stale" role="status" title={failure.why}>
            {t("stale.since", { at: hourMinute(failure.sinceMs) })}
          </p>
        )}
      </header>
      {isLoading ? <p className="loading">{t("state.loading")}</p> : children}
    </section>
  );
}
