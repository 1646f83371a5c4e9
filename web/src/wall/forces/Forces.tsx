// Forces (力量): how many of each class have reported recently, and how many exist.

import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { Icon } from "../../design/Icon.tsx";
import type { IconName } from "../../design/icons.ts";
import { numberText } from "../../i18n/numbers.ts";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { cityStore } from "../data/city-store.ts";
import { freshNumbers, onMoving } from "../data/moving.ts";
import { countForces } from "./count-forces.ts";

interface ForceClass {
  key: KeyUnder<"wall.force">;
  icon: IconName;
}

const CLASSES: readonly ForceClass[] = [
  { key: "rescue", icon: "siren" },
  { key: "pump", icon: "truck" },
  { key: "sanitation", icon: "trash" },
  { key: "patrol", icon: "car" },
  { key: "grid_worker", icon: "walker" },
];

export function Forces({ region, room }: { region: string | null; room: number }) {
  const t = useText();
  const things = useStore(cityStore, (state) => state.things);
  const [firstFrames, setFirstFrames] = useState(0);
  const nowMs = useNow(5000);
  useEffect(() => {
    // The first frames update the counts at once; later ones with the clock.
    const stop = onMoving(() => setFirstFrames((n) => (n < 3 ? n + 1 : n)));
    return () => {
      stop();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `firstFrames` changes when the first positions arrive
  const counts = useMemo(() => {
    const fresh = new Set([...freshNumbers("vehicle", nowMs), ...freshNumbers("grid_worker", nowMs)]);
    return countForces(things, fresh, region);
  }, [things, region, nowMs, firstFrames]);
  return (
    <section className="panel forces" data-panel="forces" aria-label={t("wall.forces.title")}>
      <ul>
        {CLASSES.slice(0, room).map(({ key, icon }) => {
          const count = counts.get(key) ?? null;
          return (
            <li key={key} data-force={key}>
              <p className="force-count">
                <Icon name={icon} size={38} />
                <strong>{numberText(count?.fresh ?? null)}</strong>
              </p>
              <p className="force-name">{t(`wall.force.${key}`)}</p>
              <p className="force-sub">{t("wall.force.of", { n: numberText(count?.total ?? null) })}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
