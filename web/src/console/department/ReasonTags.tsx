// The reasons for a department's rank: at most three facts, no score.
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import type { RankedDepartment } from "./rank-departments.ts";

interface Props {
  ranked: RankedDepartment;
  categoryZh: string;
  categoryEn: string;
}

export function ReasonTags({ ranked, categoryZh, categoryEn }: Props) {
  const t = useText();
  const name = useName();
  const category = name(categoryZh, categoryEn);
  const tags = [
    ...(ranked.hadCase ? [t("console.department.hadCase")] : []),
    ...(ranked.isInCharge ? [t("console.department.inCharge", { category })] : []),
    t(`console.department.${ranked.nearness}`),
    ...(ranked.sameCategory > 0 ? [t("console.department.sameCategory", { category, n: ranked.sameCategory })] : []),
  ];
  return (
    <span className="tags">
      {tags.slice(0, 3).map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
