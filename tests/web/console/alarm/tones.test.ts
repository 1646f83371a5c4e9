import { expect, test } from "vitest";
import { SOUND_RULES } from "../../../../web/src/console/alarm/annunciation.ts";
import { lengthS, TONES } from "../../../../web/src/console/alarm/sound/tones.ts";

const frequencies = (priority: 1 | 2 | 3): number[] => TONES[priority].map(({ hz }) => hz);

test("a P1 is 880 and 660 Hz three times, a P2 is 660 Hz twice, a P3 a soft click", () => {
  expect(frequencies(1)).toEqual([880, 660, 880, 660, 880, 660]);
  expect(frequencies(2)).toEqual([660, 660]);
  expect(TONES[3]).toHaveLength(1);
  expect(TONES[3][0]?.gain).toBeLessThan(0.5);
});

test("tones follow each other and end within the time of their sound", () => {
  for (const priority of [1, 2, 3] as const) {
    const tones = TONES[priority];
    for (const [index, { atS }] of tones.entries()) {
      const before = tones[index - 1];
      expect(atS).toBeGreaterThanOrEqual(before === undefined ? 0 : before.atS + before.forS);
    }
    expect(lengthS(tones) * 1000).toBeLessThan(SOUND_RULES[priority].lengthMs);
  }
});
