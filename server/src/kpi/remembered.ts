// Answers kept for a moment, so that ten screens asking at once cost one query. Asked again while running, run once.
export class Remembered {
  readonly #lifeMs: number;
  readonly #now: () => Date;
  readonly #answers = new Map<string, { untilMs: number; value: Promise<unknown> }>();

  constructor(lifeMs: number, now: () => Date) {
    this.#lifeMs = lifeMs;
    this.#now = now;
  }

  get<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const nowMs = this.#now().getTime();
    for (const [old, answer] of this.#answers) if (answer.untilMs <= nowMs) this.#answers.delete(old);
    const known = this.#answers.get(key);
    if (known !== undefined) return known.value as Promise<T>;
    const value = ask();
    const answer = { untilMs: Number.POSITIVE_INFINITY, value };
    this.#answers.set(key, answer);
    value.then(
      () => {
        answer.untilMs = this.#now().getTime() + this.#lifeMs;
      },
      // A fault is told to whoever waits, and not remembered.
      () => this.#answers.delete(key),
    );
    return value;
  }
}
