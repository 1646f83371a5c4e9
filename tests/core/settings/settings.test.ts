import { parseSettings } from "@minqing/core/settings/settings";
import { expect, test } from "vitest";

test("an empty environment gives the defaults of a production start", () => {
  expect(parseSettings({})).toMatchObject({
    HOST: "127.0.0.1",
    PORT: 8080,
    MQTT_PORT: 1883,
    CITY: "441500",
    DEMO: false,
  });
});

test("an empty text counts as absent", () => {
  expect(parseSettings({ PORT: "" }).PORT).toBe(8080);
});

test("the error lists every invalid setting with expected and got", () => {
  expect(() => parseSettings({ PORT: "eighty", CITY: "4415", SESSION_SECRET: "short" })).toThrow(
    /PORT: .*got "eighty"[\s\S]*CITY: expected a six-digit city code ending in 00, got "4415"[\s\S]*SESSION_SECRET: expected at least 32/,
  );
});

test("the error does not repeat a secret, or an address that may contain one", () => {
  const secrets = {
    SESSION_SECRET: "hush",
    DATABASE_URL: "hush",
    DATABASE_OWNER_URL: "postgres:hush",
    MQTT_URL: "hush",
    AUDIT_ANCHOR: "gopher://hush",
  };
  for (const [name, value] of Object.entries(secrets)) {
    const parse = () => parseSettings({ [name]: value, PORT: "x" });
    expect(parse).toThrow(/PORT: /);
    expect(parse).not.toThrow(/hush/);
  }
});
