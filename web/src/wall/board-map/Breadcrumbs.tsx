// Where one is: city › county › town › village › grid. Each step leads back up.
import type { RegionView } from "@minqing/core/region/region";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { go } from "../route.ts";

interface Props {
  /** From the city down to the region shown. */
  path: readonly RegionView[];
}

export function Breadcrumbs({ path }: Props) {
  const t = useText();
  const name = useName();
  return (
    <nav className="crumbs" aria-label={t("wall.crumbs.label")} data-crumbs={path.length}>
      {path.length <= 1 ? (
        <strong>{t("wall.crumbs.city")}</strong>
      ) : (
        path.map((region, index) => {
          const isLast = index === path.length - 1;
          const words = index === 0 ? t("wall.crumbs.city") : name(region.name, region.nameEn);
          return (
            <span key={region.code} className="crumb">
              {index === 0 ? null : <Icon name="chevronRight" size={26} />}
              {isLast ? (
                <strong aria-current="location">{words}</strong>
              ) : (
                <button type="button" onClick={() => go({ region: region.level === "city" ? null : region.code })}>
                  {words}
                </button>
              )}
            </span>
          );
        })
      )}
    </nav>
  );
}
