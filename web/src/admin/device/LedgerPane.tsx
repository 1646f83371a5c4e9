// The ledger of one device (收数台账): every message ends in exactly one of these counts.
import { mayDo } from "@minqing/core/access/permissions";
import type { DeviceLedger } from "@minqing/core/device/ledger";
import { useCallback } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { readLedger } from "../../api/devices.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { EmptyList } from "../../console/EmptyList.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { type Text, useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useDebounced } from "../use-debounced.ts";
import { useReading } from "../use-reading.ts";
import { CredentialActs } from "./CredentialActs.tsx";

const COUNTS = [
  "received",
  "stored",
  "duplicate",
  "late",
  "deadLettered",
  "unprotected",
  "refused",
  "clockFaults",
  "capped",
] as const;

/** By how much the device's clock is ahead or behind, in its largest unit. */
function skewText(t: Text, skewMs: number | null): string {
  if (skewMs === null) return t("admin.ledger.clockRight");
  const minutes = Math.abs(skewMs) / 60_000;
  const unit = minutes < 120 ? "minutes" : minutes < 2 * 1_440 ? "hours" : "days";
  const count = Math.round(minutes / { minutes: 1, hours: 60, days: 1_440 }[unit]);
  return t(`admin.ledger.${skewMs > 0 ? "ahead" : "behind"}.${unit}`, { count: numberText(count) });
}

function Ledger({ ledger }: { ledger: DeviceLedger }) {
  const t = useText();
  const nowMs = useNow(10_000);
  const heardMs = ledger.lastReceivedAt === null ? null : Date.parse(ledger.lastReceivedAt);
  return (
    <dl className="facts">
      {COUNTS.map((count) => (
        <div key={count}>
          <dt>{t(`admin.ledger.${count}`)}</dt>
          <dd className="number">{numberText(ledger[count])}</dd>
        </div>
      ))}
      <div>
        <dt>{t("admin.ledger.lastReceived")}</dt>
        <dd>{ageText(t, heardMs, nowMs)}</dd>
      </div>
      <div>
        <dt>{t("admin.ledger.clockSkew")}</dt>
        <dd>{skewText(t, ledger.clockSkewMs)}</dd>
      </div>
      <div>
        <dt>{t("admin.ledger.lastRefusal")}</dt>
        <dd>{ledger.lastRefusal ?? t("admin.none")}</dd>
      </div>
    </dl>
  );
}

/** A device that does not exist or is outside the scope has no ledger; that is an answer, not a failure. */
async function ledgerOf(deviceId: string): Promise<{ ledger: DeviceLedger | null } | null> {
  if (deviceId === "") return null;
  try {
    return { ledger: await readLedger(deviceId) };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return { ledger: null };
    throw error;
  }
}

export function LedgerPane({ deviceId: typedId, grows }: { deviceId: string; grows: boolean }) {
  const t = useText();
  const { roles } = useSession();
  const deviceId = useDebounced(typedId);
  const read = useCallback(() => ledgerOf(deviceId), [deviceId]);
  const { value, failed, again } = useReading(read);
  const isOf = value?.ledger?.deviceId === deviceId;
  return (
    <section className={`pane side ${grows ? "grows" : ""}`} aria-label={t("admin.ledger")}>
      <header className="pane-head">
        <h2>{t("admin.ledger")}</h2>
        <span className="muted mono">{deviceId}</span>
      </header>
      {failed !== null && <ReadFailure what={t("admin.ledger")} failed={failed} onRetry={() => void again()} />}
      {deviceId === "" && <EmptyList text={t("admin.ledger.choose")} />}
      {deviceId !== "" && value === null && failed === null && <SkeletonRows count={7} height={32} />}
      {deviceId !== "" && value?.ledger === null && <EmptyList text={t("admin.ledger.none", { device: deviceId })} />}
      {isOf && value.ledger !== null && <Ledger ledger={value.ledger} />}
      {isOf && mayDo(roles, "device.manage") && <CredentialActs key={deviceId} deviceId={deviceId} />}
    </section>
  );
}
