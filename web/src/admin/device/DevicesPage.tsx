// Devices (设备台账): dead letters with their reasons, and the ledger of one device.
import type { DeadLetterView } from "@minqing/core/device/ledger";
import { useCallback, useState } from "react";
import { listDeadLetters } from "../../api/devices.ts";
import { hourMinuteSecond, monthDay } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { ListBody } from "../ListBody.tsx";
import { useQueryState } from "../query-state.ts";
import { focusSearch, useAdminKeys, walk } from "../use-admin-keys.ts";
import { type Pages, usePages } from "../use-pages.ts";
import { LedgerPane } from "./LedgerPane.tsx";
import { LetterPane } from "./LetterPane.tsx";

const keyOf = ({ id }: DeadLetterView) => id;
const PAGE_ROWS = 100;

function useLetters(deviceId: string): Pages<DeadLetterView> {
  const read = useCallback(
    (cursor: string | null) => listDeadLetters({ deviceId: deviceId.trim(), cursor, limit: PAGE_ROWS }),
    [deviceId],
  );
  return usePages(read, keyOf);
}

function LetterRow({ letter }: { letter: DeadLetterView }) {
  const t = useText();
  const atMs = Date.parse(letter.receivedAt);
  return (
    <div className="row-cells letter-columns">
      <span>
        {monthDay(atMs)} {hourMinuteSecond(atMs)}
      </span>
      <span className="mono">{letter.deviceId ?? t("admin.device.unknown")}</span>
      <span className="strong">{letter.reason}</span>
      <span title={letter.detail}>{letter.detail}</span>
      <span className="number">{t("admin.bytes", { n: letter.sizeBytes })}</span>
    </div>
  );
}

function Heads() {
  const t = useText();
  return (
    <div className="row column-heads letter-columns" aria-hidden="true">
      {(["received", "device", "reason", "detail", "size"] as const).map((column) => (
        <span key={column}>{t(`admin.column.${column}`)}</span>
      ))}
    </div>
  );
}

function Letters({
  pages,
  device,
  selected,
  onDevice,
  onSelect,
}: {
  pages: Pages<DeadLetterView>;
  device: string;
  selected: string | null;
  onDevice(device: string): void;
  onSelect(id: string): void;
}) {
  const t = useText();
  return (
    <section className="pane" aria-label={t("admin.letters")}>
      <header className="pane-head">
        <h2>{t("admin.letters")}</h2>
        <span className="muted">{t("admin.letters.note")}</span>
      </header>
      <div className="filters">
        <input
          data-search
          type="search"
          value={device}
          placeholder={t("admin.devices.search")}
          aria-label={t("admin.devices.search")}
          onChange={(event) => onDevice(event.target.value)}
        />
        <button type="button" className="button" onClick={() => void pages.again()}>
          {t("admin.refresh")}
        </button>
      </div>
      <Heads />
      <ListBody
        id="letters"
        label={t("admin.letters")}
        pages={pages}
        selectedId={selected}
        onSelect={({ id }) => onSelect(id)}
        empty={
          device === ""
            ? { text: t("admin.letters.none") }
            : {
                text: t("admin.letters.noneOf", { device }),
                action: { label: t("admin.clear"), run: () => onDevice("") },
              }
        }
        renderRow={(letter) => <LetterRow letter={letter} />}
      />
    </section>
  );
}

export function DevicesPage() {
  const [{ device }, change] = useQueryState(["device"]);
  const [selected, setSelected] = useState<string | null>(null);
  const pages = useLetters(device);
  useAdminKeys((key) => {
    if (key === "search") return focusSearch();
    if (key === "escape") setSelected(null);
    const next = walk(pages.rows, keyOf, selected, key);
    if (next !== null) setSelected(next.id);
    return next !== null || key === "escape";
  });
  const letter = pages.rows.find(({ id }) => id === selected) ?? null;
  return (
    <div className="split has-side">
      <Letters
        pages={pages}
        device={device}
        selected={selected}
        onDevice={(text) => change({ device: text })}
        onSelect={setSelected}
      />
      <div className="stack">
        <LedgerPane deviceId={letter?.deviceId ?? device.trim()} grows={letter === null} />
        {letter !== null && <LetterPane letter={letter} onDevice={(text) => change({ device: text })} />}
      </div>
    </div>
  );
}
