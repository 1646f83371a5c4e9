// Volume and mute of this seat, kept in the browser and shared by its tabs; and whether the browser lets this tab sound.
import { z } from "zod";
import { create } from "zustand";
import { Mute } from "../mute.ts";

/** A volume of zero would be a mute without a reason. */
export const MIN_VOLUME = 0.1;
const DEFAULT_VOLUME = 0.7;

const VOLUME_KEY = "minqing.alarm-volume";
const MUTE_KEY = "minqing.alarm-mute";

interface SoundStore {
  volume: number;
  mute: Mute | null;
  /** Null until the audio context exists: for people without sound, always. */
  isRunning: boolean | null;
}

const Volume = z.number().min(MIN_VOLUME).max(1);

/** The stored value; `fallback` where there is none or another program wrote something else. */
function stored<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
  const text = typeof localStorage === "undefined" ? null : localStorage.getItem(key);
  if (text === null) return fallback;
  try {
    return schema.catch(fallback).parse(JSON.parse(text));
  } catch {
    return fallback;
  }
}

const readSeat = () => ({
  volume: stored(VOLUME_KEY, Volume, DEFAULT_VOLUME),
  mute: stored(MUTE_KEY, Mute.nullable(), null),
});

export const useSound = create<SoundStore>(() => ({ ...readSeat(), isRunning: null }));

export function setVolume(volume: number): void {
  localStorage.setItem(VOLUME_KEY, JSON.stringify(volume));
  useSound.setState({ volume });
}

export function setMute(mute: Mute | null): void {
  localStorage.setItem(MUTE_KEY, JSON.stringify(mute));
  useSound.setState({ mute });
}

/** Follows what other tabs of this seat change. */
export function followSeat(): () => void {
  const read = (event: StorageEvent) => {
    if (event.key === VOLUME_KEY || event.key === MUTE_KEY || event.key === null) useSound.setState(readSeat());
  };
  addEventListener("storage", read);
  return () => removeEventListener("storage", read);
}
