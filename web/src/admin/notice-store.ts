// The result of the last action, in one line at the foot of the page.
import { create } from "zustand";

export interface Notice {
  tone: "done" | "failed";
  text: string;
}

export const useNotice = create<{ notice: Notice | null }>(() => ({ notice: null }));

export const showNotice = (tone: Notice["tone"], text: string): void => useNotice.setState({ notice: { tone, text } });
export const clearNotice = (): void => useNotice.setState({ notice: null });
