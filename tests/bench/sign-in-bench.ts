// Sign-in by password over the whole HTTP application, one after the other: with a chosen password, with a generated one, and with
// a wrong one, which must take as long. Ceiling: one hash of a chosen password, beside them.

import { createAccount } from "@minqing/geodata/access/queries";
import { CHOSEN, GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { createApp } from "@minqing/server/app";
import { type ActServer, startActServer } from "./act-server.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";

const PASSWORD = "a password of the bench";
const WARM_UP = 5;

export const SIGN_IN_BENCH: Bench = {
  about: "how long a sign-in by password takes, one after the other, PostgreSQL",
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const server = await startActServer(folder, 4);
      try {
        const app = createApp(server.context, { webDir: folder, basemapDir: folder, metricsToken: null });
        await addAccount(server, "chosen", await hashPassword(PASSWORD, CHOSEN));
        await addAccount(server, "generated", await hashPassword(PASSWORD, GENERATED));
        let address = 0;
        /** Each from an address of its own: failures of one would be refused after a while. */
        const signIn = async (username: string, password: string, expected: number) => {
          address += 1;
          const response = await app.request("/api/session", {
            method: "POST",
            headers: {
              "content-type": "application/json",
              "x-forwarded-for": `198.18.${address >> 8}.${address & 255}`,
            },
            body: JSON.stringify({ username, password }),
          });
          if (response.status !== expected)
            throw new Error(`sign-in: expected ${expected}, got ${response.status} ${await response.text()}`);
        };
        const turns = {
          chosen: () => signIn("chosen", PASSWORD, 200),
          generated: () => signIn("generated", PASSWORD, 200),
          unknown: () => signIn("nobody", PASSWORD, 401),
          hash: async () => void (await hashPassword(PASSWORD, CHOSEN)),
        };
        const times = await inTurn(turns, seconds);
        return [
          ...againstCeilings({ name: "sign-in, chosen password, median", value: median(times.chosen), unit: "ms" }, [
            { name: "one argon2id of a chosen password, median", value: median(times.hash), target: "≤ 1.5" },
          ]),
          { name: "sign-in, generated password, median", value: median(times.generated), unit: "ms" },
          { name: "refused, unknown name, median", value: median(times.unknown), unit: "ms" },
          { name: "sign-ins", value: times.chosen.length, unit: "" },
        ];
      } finally {
        await server.close();
      }
    }),
};

/** Milliseconds of each kind of turn; the kinds take turns, so that a busy moment of the machine meets all of them. */
async function inTurn<K extends string>(
  turns: Record<K, () => Promise<void>>,
  seconds: number,
): Promise<Record<K, number[]>> {
  const kinds = Object.keys(turns) as K[];
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<K, number[]>;
  const endAt = performance.now() + seconds * 1_000;
  for (let n = 0; n < 2 * WARM_UP || performance.now() < endAt; n++) {
    for (const kind of kinds) {
      const before = performance.now();
      await turns[kind]();
      if (n >= WARM_UP) times[kind].push(performance.now() - before);
    }
  }
  return times;
}

const addAccount = ({ owner }: ActServer, username: string, passwordHash: string): Promise<unknown> =>
  createAccount(owner, {
    username,
    displayName: username,
    passwordHash,
    roles: ["leader"],
    regionCodes: ["441500"],
    exceptCodes: [],
    departmentId: null,
    clearance: 0,
    demo: true,
    createdAt: new Date(),
  });
