// Plays tones over Web Audio. Owns the page's audio context, which the browser keeps suspended until the person has
// used the page.
import type { Tone } from "./tones.ts";

/** Rise and fall of a tone in seconds, so that it does not crack. */
const EDGE_S = 0.012;

/** Inputs after which a browser lets a page sound. */
const GESTURES = ["pointerdown", "keydown"] as const;

export class SoundPlayer {
  readonly #context = new AudioContext();
  readonly #onState: (isRunning: boolean) => void;
  readonly #resume = (): void => void this.#context.resume();

  constructor(onState: (isRunning: boolean) => void) {
    this.#onState = onState;
    this.#context.onstatechange = () => this.#onState(this.isRunning);
    for (const gesture of GESTURES) addEventListener(gesture, this.#resume, { passive: true });
    this.#resume();
    onState(this.isRunning);
  }

  get isRunning(): boolean {
    return this.#context.state === "running";
  }

  /** `volume` is 0…1. */
  play(tones: readonly Tone[], volume: number): void {
    const startS = this.#context.currentTime;
    for (const { hz, atS, forS, gain } of tones) {
      const oscillator = this.#context.createOscillator();
      const envelope = this.#context.createGain();
      const beginS = startS + atS;
      const endS = beginS + forS;
      const level = gain * volume;
      oscillator.frequency.value = hz;
      envelope.gain.setValueAtTime(0, beginS);
      envelope.gain.linearRampToValueAtTime(level, beginS + EDGE_S);
      envelope.gain.setValueAtTime(level, endS - EDGE_S);
      envelope.gain.linearRampToValueAtTime(0, endS);
      oscillator.connect(envelope).connect(this.#context.destination);
      oscillator.start(beginS);
      oscillator.stop(endS);
    }
  }

  close(): void {
    for (const gesture of GESTURES) removeEventListener(gesture, this.#resume);
    this.#context.onstatechange = null;
    void this.#context.close();
  }
}
