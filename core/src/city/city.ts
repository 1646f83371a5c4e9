// The cities that come with the program. A real city brings its own.
export interface City {
  code: string;
  nameZh: string;
  nameEn: string;
}

export const CITIES: readonly City[] = [
  { code: "441500", nameZh: "汕尾市", nameEn: "Shanwei" },
  { code: "440500", nameZh: "汕头市", nameEn: "Shantou" },
];

export function cityByCode(code: string): City {
  const city = CITIES.find((candidate) => candidate.code === code);
  if (city === undefined) {
    throw new RangeError(`expected a city code of ${CITIES.map((c) => c.code).join(", ")}, got "${code}"`);
  }
  return city;
}
