// Sounds the unacknowledged alarms: applies the policy of annunciation.ts whenever an alarm or the mute changes and when
// its time has come. Only the one tab whose turn it is sounds.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../../i18n/Localised.tsx";
import { useAlarmTitle } from "../../../i18n/use-alarm-title.ts";
import { useText } from "../../../i18n/use-text.ts";
import { usePlace } from "../../case/use-place.ts";
import { annunciate, type SoundHistory, type Sounding } from "../annunciation.ts";
import { muteEndsAtMs, muteInForce } from "../mute.ts";
import { SoundPlayer } from "./sound-player.ts";
import { followSeat, setMute, useSound } from "./sound-store.ts";
import { waitForTurn } from "./sounding-tab.ts";
import { loadVoices, speak } from "./speech.ts";
import { lengthS, TONES } from "./tones.ts";

/** The player of this tab while it may sound and it is this tab's turn; null otherwise. */
function usePlayer(): SoundPlayer | null {
  const [player, setPlayer] = useState<SoundPlayer | null>(null);
  const [hasTurn, setTurn] = useState(false);
  const isRunning = useSound((state) => state.isRunning) === true;
  useEffect(() => {
    const opened = new SoundPlayer((running) => useSound.setState({ isRunning: running }));
    setPlayer(opened);
    return () => {
      opened.close();
      useSound.setState({ isRunning: null });
    };
  }, []);
  // A tab that the browser keeps silent leaves the turn to another one.
  useEffect(() => {
    if (!isRunning) return;
    const giveBack = waitForTurn(() => setTurn(true));
    return () => {
      giveBack();
      setTurn(false);
    };
  }, [isRunning]);
  return hasTurn && isRunning ? player : null;
}

/** "特急，海城・东涌镇，积水 0.58 m（限 0.50）". */
function useSpokenText(): (alarm: AlarmView) => string {
  const t = useText();
  const alarmTitle = useAlarmTitle();
  const place = usePlace();
  return (alarm) => t("alarm.spoken", { n: alarm.priority, place: place(alarm), title: alarmTitle(alarm) });
}

/** Ends the mute when its time has passed or a new P1 has arrived. Returns whether it is in force. */
function useMute(alarms: readonly AlarmView[]): boolean {
  const mute = useSound((state) => state.mute);
  useEffect(() => {
    if (mute === null) return;
    const check = () => {
      if (muteInForce(mute, alarms, Date.now()) === null) setMute(null);
    };
    check();
    const timer = setTimeout(check, muteEndsAtMs(mute) - Date.now());
    return () => clearTimeout(timer);
  }, [mute, alarms]);
  return mute !== null;
}

export function useAnnunciator(alarms: readonly AlarmView[], isLoaded: boolean): void {
  const player = usePlayer();
  const isMuted = useMute(alarms);
  const { locale } = useLanguage();
  const spokenText = useSpokenText();
  const history = useRef<SoundHistory | null>(null);
  const sound = useRef<(sounding: Sounding) => void>(() => undefined);
  sound.current = ({ priority, alarm, isNew }) => {
    const { volume } = useSound.getState();
    const tones = TONES[priority];
    player?.play(tones, volume);
    if (isNew && priority <= 2) setTimeout(() => speak(spokenText(alarm), locale, volume), lengthS(tones) * 1000);
  };
  useEffect(() => {
    loadVoices();
    return followSeat();
  }, []);
  useEffect(() => {
    if (player === null) history.current = null;
    if (player === null || !isLoaded) return;
    let timer: ReturnType<typeof setTimeout>;
    const step = () => {
      const next = annunciate(alarms, history.current, Date.now(), isMuted);
      history.current = next.history;
      if (next.sounding !== null) sound.current(next.sounding);
      if (next.againInMs !== null) timer = setTimeout(step, next.againInMs);
    };
    step();
    return () => clearTimeout(timer);
  }, [player, isLoaded, alarms, isMuted]);
}
