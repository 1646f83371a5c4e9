// A case's number for people (案件编号): month, day and serial of the day, in the city's own time.

/** 0911-0187; a day with more than 9,999 cases gets longer numbers, not wrong ones. */
export const caseNumber = (day: string, serial: number): string =>
  `${day.slice(5, 7)}${day.slice(8, 10)}-${String(serial).padStart(4, "0")}`;
