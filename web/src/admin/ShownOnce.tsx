// Shows a new password or token once, so that it can be handed over; afterwards the page forgets it.
import { CopyButton } from "../access/CopyButton.tsx";
import { useText } from "../i18n/use-text.ts";

interface Props {
  title: string;
  why: string;
  /** What must happen before it works; null when it works at once. */
  awaits?: string | null;
  secret: string;
  onDone(): void;
}

export function ShownOnce({ title, why, awaits = null, secret, onDone }: Props) {
  const t = useText();
  return (
    <section className="once" role="status" aria-label={title}>
      <h3>{title}</h3>
      <p>{why}</p>
      {awaits !== null && (
        <p className="strong" data-awaits>
          {awaits}
        </p>
      )}
      <output className="mono" data-fresh-password>
        {secret}
      </output>
      <p className="acts">
        <CopyButton text={secret} />
        <button type="button" className="button" onClick={onDone}>
          {t("admin.fresh.done")}
        </button>
      </p>
    </section>
  );
}
