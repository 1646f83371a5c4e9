// The cities that come with the program. A real city brings its own.

export const CITIES = [
  { code: "441500", nameZh: "汕尾市", nameEn: "Shanwei" },
  { code: "440500", nameZh: "汕头市", nameEn: "Shantou" },
] as const;
export type City = (typeof CITIES)[number];

export function cityByCode(code: string): City {
  const city = CITIES.find((candidate) => candidate.code === code);
  if (city === undefined) {
    throw new RangeError(`expected a city code of ${CITIES.map((c) => c.code).join(", ")}, got "${code}"`);
  }
  return city;
}
