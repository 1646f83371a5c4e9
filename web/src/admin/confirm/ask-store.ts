// Confirmation of a dangerous action: its effects, and a button that names it. One question at a time.
import { create } from "zustand";

export interface Question {
  title: string;
  /** What will happen, one line for each effect. */
  effects: readonly string[];
  /** The text on the button. */
  act: string;
}

interface OpenQuestion extends Question {
  answer(isYes: boolean): void;
}

export const useOpenQuestion = create<{ question: OpenQuestion | null }>(() => ({ question: null }));

/** True when the person confirms. A question that is still open is answered with no. */
export function askFirst(question: Question): Promise<boolean> {
  useOpenQuestion.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      useOpenQuestion.setState({ question: null });
      resolve(isYes);
    };
    useOpenQuestion.setState({ question: { ...question, answer } });
  });
}
