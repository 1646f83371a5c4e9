// A dangerous act asks first: what will happen, and a button that names it. One question at a time.
import { create } from "zustand";

export interface Question {
  title: string;
  /** What will happen, one line each. */
  effects: readonly string[];
  /** The word on the button. */
  act: string;
}

interface Asked extends Question {
  answer(isYes: boolean): void;
}

export const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));

/** True when the person says yes. A question that was open before is answered with no. */
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
