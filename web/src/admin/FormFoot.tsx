// The foot of a form: save, undo, number of changes.
import { useText } from "../i18n/use-text.ts";

interface Props {
  /** Number of changes. */
  changed: number;
  isGood: boolean;
  onUndo(): void;
}

export function FormFoot({ changed, isGood, onUndo }: Props) {
  const t = useText();
  return (
    <footer className="form-foot">
      <button type="submit" className="button primary" disabled={changed === 0 || !isGood}>
        {t("admin.rule.save")}
      </button>
      {changed > 0 && (
        <button type="button" className="text-button" onClick={onUndo}>
          {t("admin.undo")}
        </button>
      )}
      <span className="muted">{changed === 0 ? t("admin.unchanged") : t("admin.changedN", { n: changed })}</span>
    </footer>
  );
}
