// The path of the shown region, from the home region down: city › county › town › village › grid. Each step leads back
// up.
import type { RegionView } from "@minqing/core/region/region";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { go } from "../route.ts";

/** A grid cell is five levels deep; the middle of a longer path is left out. */
const MAX_CRUMBS = 4;

export function shownCrumbs<T>(path: readonly T[]): { crumb: T; afterGap: boolean }[] {
  if (path.length <= MAX_CRUMBS) return path.map((crumb) => ({ crumb, afterGap: false }));
  const [first] = path;
  const tail = path.slice(1 - MAX_CRUMBS).map((crumb, index) => ({ crumb, afterGap: index === 0 }));
  return first === undefined ? tail : [{ crumb: first, afterGap: false }, ...tail];
}

interface Props {
  /** From the home region down to the shown region. */
  path: readonly RegionView[];
}

export function Breadcrumbs({ path }: Props) {
  const t = useText();
  const name = useName();
  const crumbs = shownCrumbs(path);
  return (
    <nav className="crumbs" aria-label={t("wall.crumbs.label")} data-crumbs={path.length}>
      {crumbs.map(({ crumb: region, afterGap }, index) => {
        const isLast = index === crumbs.length - 1;
        const label = region.level === "city" ? t("wall.crumbs.city") : name(region.name, region.nameEn);
        return (
          <span key={region.code} className="crumb">
            {index === 0 ? null : <Icon name="chevronRight" size={26} />}
            {afterGap ? (
              <>
                <span className="crumb-gap">…</span>
                <Icon name="chevronRight" size={26} />
              </>
            ) : null}
            {isLast ? (
              <strong aria-current="location">{label}</strong>
            ) : (
              <button type="button" onClick={() => go({ region: index === 0 ? null : region.code })}>
                {label}
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}
