// The tones of each priority: frequencies and times. [ux §1]
import type { SoundedPriority } from "../annunciation.ts";

export interface Tone {
  hz: number;
  /** Seconds after the beginning of the sound. */
  atS: number;
  forS: number;
  /** Share of the seat's volume. */
  gain: number;
}

const HIGH_HZ = 880;
const LOW_HZ = 660;
const TONE_S = 0.2;

const tone = (hz: number, atS: number): Tone => ({ hz, atS, forS: TONE_S, gain: 1 });

export const TONES: Readonly<Record<SoundedPriority, readonly Tone[]>> = {
  1: [0, 0.55, 1.1].flatMap((atS) => [tone(HIGH_HZ, atS), tone(LOW_HZ, atS + TONE_S)]),
  2: [tone(LOW_HZ, 0), tone(LOW_HZ, 0.35)],
  3: [{ hz: LOW_HZ, atS: 0, forS: 0.03, gain: 0.4 }],
};

/** Seconds until the last tone has ended. */
export const lengthS = (tones: readonly Tone[]): number => Math.max(...tones.map(({ atS, forS }) => atS + forS));
