import { isGuessable } from "@minqing/core/access/guessable";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  "Password123!",
  "P@ssw0rd2026!",
  "Admin@123456",
  "Qwer!1234asdf",
  "1qaz@WSX3edc",
  "Aa123456789",
  "Abc@12345678",
  "Woaini1314!",
  "WoAiNi5201314",
  "Shanwei#123456",
  "Minqing-2026!",
  "汕尾Shanwei2026",
  "网格员@123456",
  "Welcome2026!!",
  "!!!!Aaaa1111",
  "Huawei@123",
  "Wanggeyuan_2025",
])("%s is guessable", (password) => expect(isGuessable(password)).toBe(true));

test.each([
  "Harbour-2026",
  "Ab1-efghij",
  "A-good-one-1",
  "tide under 7 bridges",
  "Krähe9-Lampe",
  "x9!Tq2_mPz",
  "榕树下有七只白鹭",
])("%s is not guessable", (password) => expect(isGuessable(password)).toBe(false));

test("a random password is almost never guessable", () => {
  const letters = fc.constantFrom(..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_");
  const passwords = fc.sample(fc.string({ unit: letters, minLength: 12, maxLength: 12 }), { numRuns: 2_000, seed: 7 });
  // fast-check prefers repetitions; the guessable ones are those.
  expect(passwords.filter(isGuessable).length).toBeLessThan(60);
});
