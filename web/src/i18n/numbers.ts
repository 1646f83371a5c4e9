// Numbers as screens show them: thin space between thousands, a real minus sign, no decimals by default.

const THIN_SPACE = " ";
const MINUS = "−";

/** "1 204", "−0.12", "–" for an unknown value. */
export function numberText(value: number | null, digits = 0): string {
  if (value === null || !Number.isFinite(value)) return "–";
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && Number(text.replaceAll(THIN_SPACE, "")) !== 0 ? `${MINUS}${text}` : text;
}

/** With its sign: "+121", "−3", "0". */
export function differenceText(value: number | null, digits = 0): string {
  const text = numberText(value, digits);
  return value !== null && value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}
