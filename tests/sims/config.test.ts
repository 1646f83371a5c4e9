// The simulators' options: defaults from the environment, overridden by the command line; errors say what was expected.
import { parseConfig } from "@minqing/sims/config";
import { expect, test } from "vitest";

test("without options it is a calm city at rate 1 on this machine", () => {
  expect(parseConfig([], {})).toEqual({
    url: "http://127.0.0.1:8080",
    mqtt: "mqtt://127.0.0.1:1883",
    dataDir: "./data",
    city: "441500",
    scenario: "calm",
    rate: 1,
    devices: 0,
    seed: "minqing",
    withParent: false,
    replay: null,
  });
});

test("the environment gives defaults, the command line overrides them", () => {
  const config = parseConfig(["--rate", "3", "--scenario", "flood"], { SIM_RATE: "2", PORT: "9000", CITY: "440500" });
  expect(config).toMatchObject({ rate: 3, scenario: "flood", url: "http://127.0.0.1:9000", city: "440500" });
});

test("a replay takes a negative offset and feet; its property is the water level by default", () => {
  expect(parseConfig(["--replay", "a.csv", "--unit", "ft", "--offset=-1.5"], {})?.replay).toEqual({
    file: "a.csv",
    property: "water_level",
    unit: "ft",
    scale: 1,
    offset: -1.5,
  });
});

test("an error names the wrong option", () => {
  expect(() => parseConfig(["--scenario", "typhoon"], {})).toThrow(/calm.*storm.*flood/s);
  expect(() => parseConfig(["--rate", "0"], {})).toThrow(/rate/);
  expect(() => parseConfig(["--tempo", "2"], {})).toThrow(/--tempo/);
  expect(parseConfig(["--help"], {})).toBeNull();
});
