// The sound of this seat in the top bar: its state, volume, test, and muting with a reason.
import { useId } from "react";
import { Icon } from "../../../design/Icon.tsx";
import { numberText } from "../../../i18n/numbers.ts";
import { hourMinute } from "../../../i18n/time-text.ts";
import { useText } from "../../../i18n/use-text.ts";
import { beginMute, MUTE_REASONS, muteEndsAtMs } from "../mute.ts";
import { useWaitingAlarms } from "../use-waiting-alarms.ts";
import { MIN_VOLUME, setMute, setVolume, useSound } from "./sound-store.ts";

const STEP = 0.1;

function Volume() {
  const t = useText();
  const volume = useSound((state) => state.volume);
  return (
    <label className="sound-volume">
      <span>{t("alarm.sound.volume")}</span>
      <input
        type="range"
        min={MIN_VOLUME}
        max={1}
        step={STEP}
        value={volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
      <b>{numberText(volume * 100)}%</b>
    </label>
  );
}

function Muting() {
  const t = useText();
  const alarms = useWaitingAlarms();
  const mute = useSound((state) => state.mute);
  if (mute !== null) {
    return (
      <button type="button" className="button primary" onClick={() => setMute(null)}>
        {t("alarm.sound.unmute")}
      </button>
    );
  }
  return (
    <fieldset className="sound-reasons">
      <legend>{t("alarm.sound.mute")}</legend>
      {MUTE_REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          className="button"
          data-mute={reason}
          onClick={() => setMute(beginMute(reason, alarms, Date.now()))}
        >
          {t(`alarm.mute.${reason}`)}
        </button>
      ))}
      <p className="muted">{t("alarm.sound.muteRule")}</p>
    </fieldset>
  );
}

/** Null for people without sound. A click anywhere, also on the button, lets the browser sound. */
export function SoundControl() {
  const t = useText();
  const menu = useId();
  const isRunning = useSound((state) => state.isRunning);
  const mute = useSound((state) => state.mute);
  if (isRunning === null) return null;
  if (!isRunning) {
    return (
      <button type="button" className="sound-blocked" data-sound="blocked">
        <Icon name="silent" size={16} /> {t("alarm.sound.blocked")}
      </button>
    );
  }
  const reason = mute === null ? null : t(`alarm.mute.${mute.reason}`);
  const label = t("alarm.sound");
  return (
    <>
      <button
        type="button"
        className={`sound-button ${mute === null ? "" : "is-muted"}`}
        title={label}
        data-sound={mute === null ? "on" : "muted"}
        popoverTarget={menu}
      >
        <Icon name={mute === null ? "noise" : "silent"} size={16} label={label} />
        {mute !== null && <span>{t("alarm.sound.muted", { reason, until: hourMinute(muteEndsAtMs(mute)) })}</span>}
      </button>
      <div id={menu} popover="auto" className="sound-menu" role="dialog" aria-label={label}>
        <Volume />
        <Muting />
      </div>
    </>
  );
}
