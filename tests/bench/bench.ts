// What a bench is: it runs once for so many seconds and gives figures; medians over the runs are made outside.

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the figure has to reach, as the reader should see it ("≥ 15000"). */
  target?: string;
}

export interface BenchOptions {
  seconds: number;
}

export interface Bench {
  about: string;
  /** Runs that are given when none are asked for; long ones run once. */
  defaultRuns?: number;
  defaultSeconds?: number;
  run(options: BenchOptions): Promise<Figure[]>;
}
