// Edits the scope of an account: granted and excepted regions, with a browser from the city down to a grid cell and a
// search by code or name.
import { regionLevel } from "@minqing/core/region/codes";
import type { RegionView } from "@minqing/core/region/region";
import { useCallback, useState } from "react";
import { listRegions } from "../../api/city.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { useReading } from "../use-reading.ts";
import { dropRegion, exceptRegion, type Grant, giveRegion, grantState } from "./grant.ts";
import { findRegions, pathOf, placeOf, type RegionIndex } from "./region-index.ts";
import { readRegions, useRegions } from "./use-regions.ts";

interface Props {
  grant: Grant;
  onChange(grant: Grant): void;
}

function Chips({ grant, index, onChange }: Props & { index: RegionIndex | null }) {
  const t = useText();
  const name = useName();
  const chip = (code: string, isExcept: boolean) => (
    <li key={code} className={`chip ${isExcept ? "is-except" : ""}`}>
      {isExcept && <b>{t("admin.region.except")}</b>}
      <span>{index === null ? code : placeOf(index, code, name)}</span>
      <span className="muted mono">{code}</span>
      <button type="button" className="icon-button" onClick={() => onChange(dropRegion(grant, code))}>
        <Icon name="cross" size={12} label={t("admin.region.drop", { code })} />
      </button>
    </li>
  );
  return (
    <ul className="chips">
      {grant.regionCodes.map((code) => chip(code, false))}
      {grant.exceptCodes.map((code) => chip(code, true))}
    </ul>
  );
}

interface RowProps extends Props {
  region: RegionView;
  /** Where the region lies, for a region that was found by its name. */
  within: string | null;
  onOpen(code: string): void;
}

function RegionRow({ region, within, grant, onChange, onOpen }: RowProps) {
  const t = useText();
  const name = useName();
  const how = grantState(grant, region.code);
  const canGoDown = region.level !== "grid";
  const label = name(region.name, region.nameEn);
  return (
    <li className={`region is-${how}`} data-region={region.code}>
      <button type="button" className="region-name" disabled={!canGoDown} onClick={() => onOpen(region.code)}>
        <span title={label}>{label}</span>
        <span className="muted">{within ?? t(`level.${region.level}`)}</span>
        {canGoDown && <Icon name="chevronRight" size={14} />}
      </button>
      <span className="muted mono">{region.code}</span>
      {how === "outside" && (
        <button type="button" className="button" data-give onClick={() => onChange(giveRegion(grant, region.code))}>
          {t("admin.region.give")}
        </button>
      )}
      {how === "inside" && (
        <button type="button" className="button" data-except onClick={() => onChange(exceptRegion(grant, region.code))}>
          {t("admin.region.takeOut")}
        </button>
      )}
      {(how === "given" || how === "excepted") && <span className="grant-state">{t(`admin.region.is.${how}`)}</span>}
    </li>
  );
}

/** The regions under a parent; the grid cells of a village are read when it is opened. */
function useChildren(index: RegionIndex | null, parent: string) {
  const isVillage = parent !== "" && regionLevel(parent) === "village";
  const read = useCallback(async () => (isVillage ? listRegions({ parent }) : null), [isVillage, parent]);
  const { value, failed, again } = useReading(read);
  return { children: isVillage ? (value ?? []) : (index?.children.get(parent) ?? []), failed, again };
}

function Crumbs({ index, at, onOpen }: { index: RegionIndex; at: string; onOpen(code: string): void }) {
  const name = useName();
  return (
    <p className="crumbs">
      {pathOf(index, at).map((region) => (
        <button key={region.code} type="button" aria-current={region.code === at} onClick={() => onOpen(region.code)}>
          {name(region.name, region.nameEn)}
        </button>
      ))}
    </p>
  );
}

function Browser({ index, ...props }: Props & { index: RegionIndex }) {
  const t = useText();
  const name = useName();
  const cities = [...index.byCode.values()].filter(({ level }) => level === "city");
  const [at, setAt] = useState(cities[0]?.code ?? "");
  const [text, setText] = useState("");
  const { children, failed, again } = useChildren(index, at);
  const isFinding = text.trim() !== "";
  const parent = index.byCode.get(at);
  const shown = isFinding ? findRegions(index, text) : [...(parent?.level === "city" ? [parent] : []), ...children];
  const open = (code: string) => {
    setAt(code);
    setText("");
  };
  return (
    <div className="region-browser">
      <input
        type="search"
        value={text}
        placeholder={t("admin.region.search")}
        aria-label={t("admin.region.search")}
        onChange={(event) => setText(event.target.value)}
      />
      {!isFinding && <Crumbs index={index} at={at} onOpen={open} />}
      {failed !== null && <ReadFailure what={t("level.grid")} failed={failed} onRetry={() => void again()} />}
      <ul className="regions">
        {shown.map((region) => (
          <RegionRow
            key={region.code}
            {...props}
            region={region}
            within={isFinding && region.parentCode !== null ? placeOf(index, region.parentCode, name) : null}
            onOpen={open}
          />
        ))}
        {shown.length === 0 && (
          <li className="muted">{t(isFinding ? "admin.region.noneFound" : "admin.region.none")}</li>
        )}
      </ul>
    </div>
  );
}

export function RegionPicker({ grant, onChange }: Props) {
  const t = useText();
  const { index, failed } = useRegions();
  return (
    <div className="region-picker">
      <Chips grant={grant} index={index} onChange={onChange} />
      {failed !== null && <ReadFailure what={t("admin.regions")} failed={failed} onRetry={readRegions} />}
      {index === null && failed === null && <p className="muted">{t("state.loading")}</p>}
      {index !== null && <Browser index={index} grant={grant} onChange={onChange} />}
    </div>
  );
}
