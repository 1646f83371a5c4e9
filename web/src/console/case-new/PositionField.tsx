// The position of a report: by a click on the map or by coordinates; shows the grid cell that contains it.
import { useEffect, useState } from "react";
import { locateRegion } from "../../api/city.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { DATUMS, type Datum, positionIn, readPasted } from "./datum.ts";
import { changeNewCase, useNewCase } from "./new-case-store.ts";

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
  const [datum, setDatum] = useState<Datum | null>(null);
  const pasted = typed === null ? null : readPasted(typed);
  const inDatum = pasted?.datum ?? datum;
  /** Without its datum a pair of numbers is no position. */
  const place = (text: string, chosen: Datum | null) => {
    const read = readPasted(text);
    const known = read?.datum ?? chosen;
    if (read !== null) changeNewCase({ position: known === null ? null : positionIn(read.lonLat, known) });
  };
  const onType = (text: string) => {
    setTyped(text);
    place(text, datum);
  };
  const onDatum = (chosen: Datum) => {
    setDatum(chosen);
    if (typed !== null) place(typed, chosen);
  };
  const isWrong = typed !== null && typed.trim() !== "" && pasted === null;
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
        onBlur={() => setTyped(isWrong || (pasted !== null && inDatum === null) ? typed : null)}
      />
      {pasted !== null && (
        <fieldset className="datum-choice">
          <legend className={inDatum === null ? "field-error" : "muted"}>{t("console.new.datum")}</legend>
          {DATUMS.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="new-datum"
                checked={inDatum === each}
                disabled={pasted.datum !== null}
                onMouseDown={(event) => event.preventDefault()}
                onChange={() => onDatum(each)}
              />
              {t(`console.new.datum.${each}`)}
            </label>
          ))}
        </fieldset>
      )}
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
