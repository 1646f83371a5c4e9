// Placeholders of rows until the first data arrives.
import { useText } from "../i18n/use-text.ts";

export function SkeletonRows({ count, height }: { count: number; height: number }) {
  const t = useText();
  return (
    <div className="skeleton" role="status" aria-label={t("state.loading")}>
      {Array.from({ length: count }, (_, index) => `line-${index}`).map((key) => (
        <div key={key} className="skeleton-row" style={{ height }}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
