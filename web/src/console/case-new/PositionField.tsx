// The position of a report: by a click on the map or by coordinates; shows the grid cell that contains it.
import { useEffect, useState } from "react";
import { locateRegion } from "../../api/city.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { changeNewCase, useNewCase } from "./new-case-store.ts";
import { readCoordinates } from "./report-gaps.ts";

type Located = NonNullable<Awaited<ReturnType<typeof locateRegion>>>;

/** Coordinates are typed digit by digit: they are located once typing has paused for this time. */
const TYPING_MS = 400;

/** Undefined while loading, null outside of every region. */
function useLocated(position: readonly [number, number] | null): Located | null | undefined {
  const [located, setLocated] = useState<Located | null | undefined>(undefined);
  const [lon, lat] = position ?? [null, null];
  useEffect(() => {
    setLocated(undefined);
    if (lon === null || lat === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      locateRegion([lon, lat]).then(
        (found) => isCurrent && setLocated(found),
        () => isCurrent && setLocated(null),
      );
    }, TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [lon, lat]);
  return located;
}

const asText = (position: readonly [number, number] | null): string =>
  position === null ? "" : `${position[0].toFixed(5)}, ${position[1].toFixed(5)}`;

export function PositionField() {
  const t = useText();
  const name = useName();
  const position = useNewCase((state) => state.position);
  const located = useLocated(position);
  const [typed, setTyped] = useState<string | null>(null);
  const onType = (text: string) => {
    setTyped(text);
    const read = readCoordinates(text);
    if (read !== null) changeNewCase({ position: read });
  };
  const isWrong = typed !== null && typed.trim() !== "" && readCoordinates(typed) === null;
  return (
    <div className="position-field">
      <input
        id="new-position"
        inputMode="decimal"
        autoComplete="off"
        placeholder={t("console.new.positionHint")}
        value={typed ?? asText(position)}
        aria-invalid={isWrong}
        aria-describedby="new-position-note"
        onChange={(event) => onType(event.target.value)}
        onBlur={() => setTyped(isWrong ? typed : null)}
      />
      <p id="new-position-note" className={isWrong ? "field-error" : "muted"}>
        {isWrong && t("console.new.positionWrong")}
        {!isWrong && position !== null && located === undefined && t("state.loading")}
        {!isWrong && position !== null && located === null && t("console.new.outside")}
        {!isWrong &&
          located &&
          [...located.path.map((region) => name(region.name, region.nameEn)), located.gridCode ?? ""]
            .filter(Boolean)
            .join(" · ")}
      </p>
    </div>
  );
}
