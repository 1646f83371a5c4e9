// Speaks an alarm where the browser has a voice for the page's language. Without one the tones and the bar must do.
import type { Locale } from "../../../i18n/locale.ts";

/** A voice of this machine comes first: others send the text to a service on the internet. */
function voiceFor(locale: Locale): SpeechSynthesisVoice | null {
  const language = locale.slice(0, 2);
  const voices = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(language));
  return voices.find(({ localService }) => localService) ?? voices[0] ?? null;
}

/** Lets the browser read its list of voices, which takes a moment after the first request. */
export function loadVoices(): void {
  if ("speechSynthesis" in window) speechSynthesis.getVoices();
}

/** Ends what is being spoken, then speaks `text`. `volume` is 0…1. */
export function speak(text: string, locale: Locale, volume: number): void {
  if (!("speechSynthesis" in window)) return;
  const voice = voiceFor(locale);
  if (voice === null) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.volume = volume;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}
