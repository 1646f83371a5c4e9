/** Whether this is the long run of the night: everything on both databases, more cases a property, more kills. */
export const isNight = process.env["MINQING_NIGHT"] === "1";

/** Number of repetitions: by day, or at night. */
export const times = (daily: number, nightly: number): number => (isNight ? nightly : daily);
