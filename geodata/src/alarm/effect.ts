// The effect of a rule on an alarm (告警): raises it or clears it.

export interface AlarmRaise {
  id: string;
  ruleId: string;
  ruleEdition: string;
  subjectId: string;
  thingId: string | null;
  nameZh: string;
  nameEn: string;
  priority: number;
  /** Used if there is no thing. */
  regionCode: string;
  observedProperty: string | null;
  value: number | null;
  limit: number | null;
  raisedAtMs: number;
  caseCategory: string | null;
}

export interface AlarmClear {
  ruleId: string;
  subjectId: string;
  clearedAtMs: number;
}

/** In the order of event time for each (rule, subject). */
export type AlarmEffect = ({ type: "raise" } & AlarmRaise) | ({ type: "clear" } & AlarmClear);
