// Attempts that are judged at once: as many as the limit, the others wait for an outcome; nobody waits for ever.
import { AttemptsInFlight } from "@minqing/server/access/sign-in/attempts-in-flight";
import fc from "fast-check";
import { expect, test } from "vitest";

const LIMIT = 3;

/** A turn of the event loop for each step, as queries and hashes take them. */
const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};

const person = fc.record({ isRight: fc.boolean(), comesAfter: fc.nat(6), reserves: fc.nat(3), hashes: fc.nat(4) });

/** The row of the database: failures in a row, locked at the limit; a right one begins anew. */
function door() {
  const inFlight = new AttemptsInFlight();
  let failures = 0;
  const enter = async ({
    isRight,
    comesAfter,
    reserves,
    hashes,
  }: typeof person extends fc.Arbitrary<infer P> ? P : never) => {
    await turns(comesAfter);
    const reserve = async () => {
      await turns(reserves);
      if (failures >= LIMIT) return null;
      failures += 1;
      return true;
    };
    if ((await inFlight.begin("who", reserve)) === null) return "refused";
    try {
      await turns(hashes);
      if (isRight) failures = 0;
      return isRight ? "in" : "wrong";
    } finally {
      inFlight.end("who");
    }
  };
  return { enter };
}

test("right ones all get in, however many come and whenever", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 25 }), async (people) => {
      const { enter } = door();
      const outcomes = await Promise.all(people.map((each) => enter({ ...each, isRight: true })));
      expect(new Set(outcomes)).toEqual(new Set(["in"]));
    }),
    { numRuns: 200 },
  );
}, 30_000);

test("everybody is answered, and of wrong ones alone no more than the limit is judged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 25 }), fc.boolean(), async (people, isMixed) => {
      const { enter } = door();
      const outcomes = await Promise.all(people.map((each) => enter(isMixed ? each : { ...each, isRight: false })));
      expect(outcomes).toHaveLength(people.length);
      if (!isMixed)
        expect(outcomes.filter((outcome) => outcome === "wrong").length).toBe(Math.min(LIMIT, people.length));
    }),
    { numRuns: 200 },
  );
}, 30_000);
