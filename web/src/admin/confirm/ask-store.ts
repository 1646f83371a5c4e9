// Confirmation of a dangerous action: its effects, and a button that names it. One question at a time.
import { create } from "zustand";

export interface Question {
  title: string;
  /** What will happen, one line for each effect. */
  effects: readonly string[];
  /** The text on the button. */
  act: string;
}

interface Asked extends Question {
  answer(isYes: boolean): void;
}

export const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));

/** True when the person confirms. A question that is still open is answered with no. */
export function askFirst(question: Question): Promise<boolean> {
  useAsked.getState().asked?.answer(false);
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      useAsked.setState({ asked: null });
      resolve(isYes);
    };
    useAsked.setState({ asked: { ...question, answer } });
  });
}
