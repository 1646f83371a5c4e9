// The page of acts on a case (`docs/case-acts.md`): a diagram and a table, made from core's table.
import { actEntry, CASE_ACT_NAMES, type CaseActEntry, type CaseActName } from "@minqing/core/case/acts";
import { stageOf } from "@minqing/core/case/stages";
import { CASE_STATUSES } from "@minqing/core/case/status";
import en from "../../web/src/i18n/en/command.json" with { type: "json" };
import zh from "../../web/src/i18n/zh-CN/command.json" with { type: "json" };

const textOf = (texts: Record<string, string>, name: CaseActName): string => texts[`command.${name}.label`] ?? name;

/** One arrow for each pair of statuses, with all acts that lead along it. */
function arrows(): string[] {
  const labels = new Map<string, string[]>();
  for (const name of CASE_ACT_NAMES)
    for (const { from, to } of actEntry(name).moves)
      for (const status of to === undefined ? [] : from) {
        const arrow = `${status} --> ${to}`;
        labels.set(arrow, [...(labels.get(arrow) ?? []), `${name} ${textOf(zh, name)}`]);
      }
  return [...labels].map(([arrow, names]) => `    ${arrow}: ${names.join(", ")}`);
}

const movesOf = ({ moves }: CaseActEntry): string =>
  moves.length === 0
    ? "opens the case"
    : moves
        .map(({ from, to, by, ofUnit }) => {
          const whence =
            from.length === CASE_STATUSES.length ? "any status" : from.length > 4 ? "any open status" : from.join(", ");
          const whither = to === undefined ? "stays" : `→ ${to}`;
          return `${whence} ${whither}: ${by.join(", ")}${ofUnit === true ? " of the unit" : ""}`;
        })
        .join("; ");

const clocksOf = ({ clocks = {}, marks }: CaseActEntry): string =>
  [
    ...Object.entries(clocks).map(([clock, effect]) => `${effect} ${clock}`),
    ...(marks === undefined ? [] : ["marks it"]),
  ].join(", ") || "—";

const row = (name: CaseActName): string => {
  const entry = actEntry(name);
  const asks = Object.keys(entry.moves.length === 0 ? {} : entry.input.shape);
  return `| ${name} | ${textOf(zh, name)} | ${textOf(en, name)} | ${entry.via} | ${movesOf(entry)} | ${asks.join(", ") || "—"} | ${clocksOf(entry)} |`;
};

export function caseActsPage(): string {
  const first = CASE_ACT_NAMES.filter((name) => actEntry(name).moves.length === 0);
  const ends = [
    ...new Set(CASE_ACT_NAMES.flatMap((name) => actEntry(name).moves.flatMap(({ to }) => to ?? []))),
  ].filter((status) => stageOf(status).ended);
  return `# Acts on a case 案件动作

Made from \`core/src/case/acts.ts\` by \`node tests/tools/check-generated.ts --write\`; \`npm run check\` compares.

\`\`\`mermaid
stateDiagram-v2
    direction LR
    [*] --> reported: ${first.map((name) => `${name} ${textOf(zh, name)}`).join(", ")}
${arrows().join("\n")}
${ends.map((status) => `    ${status} --> [*]`).join("\n")}
\`\`\`

What a status does to the clocks besides: the desk's step and taking up run while their status lasts, and an end stops all.

| act | Chinese | English | done by | from, to, who | asks for | clocks |
|---|---|---|---|---|---|---|
${CASE_ACT_NAMES.map(row).join("\n")}
`;
}
