// Maskers (脱敏) of personal data: the rest is enough to recognise a person whom one knows already. Each is idempotent,
// and hides a text of an unknown form as a whole. [GB/T 35273-2020 6.2]
import type { CaseContact, ContactField } from "./contact.ts";

const HIDDEN = "****";

/** Surnames of two characters (复姓) that many people still have. */
const COMPOUND_SURNAMES = new Set(
  (
    "欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 司徒 令狐 长孙 宇文 东方 南宫 端木 百里 呼延 轩辕 独孤 " +
    "钟离 申屠 澹台 濮阳 淳于 单于 太史 公羊 赫连 闻人 万俟 太叔 仲孙 鲜于 司空 闾丘 西门 拓跋 完颜 纳兰"
  ).split(" "),
);

/** 张** whatever the length of the given name; 欧阳** only where a given name follows. */
export function maskName(name: string): string {
  const characters = [...name.replaceAll("*", "").trim()];
  const pair = characters.slice(0, 2).join("");
  const isMasked = name.includes("*");
  const isCompound = COMPOUND_SURNAMES.has(pair) && (characters.length > 2 || isMasked);
  return `${isCompound ? pair : (characters[0] ?? "")}**`;
}

const MASKED_PHONE = /^(\d{3,4}-?)?\*{4}\d{0,4}$/;
const AREA_CODE = /^0(10|2\d|[3-9]\d\d)/;

/** 138****1234 for a mobile, 0660-****543 for a landline; anything else is hidden as a whole. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (MASKED_PHONE.test(text)) return text;
  if (!/^\+?[\d ()-]*$/.test(text)) return HIDDEN;
  const digits = text.replace(/\D/g, "").replace(/^(00)?86(?=1[3-9]\d{9}$|0)/, "");
  if (/^1[3-9]\d{9}$/.test(digits)) return `${digits.slice(0, 3)}${HIDDEN}${digits.slice(-4)}`;
  const area = AREA_CODE.exec(digits)?.[0] ?? "";
  const local = digits.slice(area.length);
  if (!/^[2-9]\d{6,7}$/.test(local)) return HIDDEN;
  return `${area === "" ? "" : `${area}-`}${HIDDEN}${local.slice(4)}`;
}

/** `area-and-end`: the first six and the last four; `ends`: the first and the last. */
export type IdentityShows = "area-and-end" | "ends";

const IDENTITY_DIGITS = 18;

export function maskIdentityNumber(number: string, shows: IdentityShows): string {
  const text = number.trim().toUpperCase();
  const [first, last] = shows === "ends" ? [1, 1] : [6, 4];
  if (!/^[\d*]{17}[\dX*]$/.test(text)) return "*".repeat(IDENTITY_DIGITS);
  return text.slice(0, first) + "*".repeat(IDENTITY_DIGITS - first - last) + text.slice(-last);
}

/** 浙A***12, also of a new-energy plate (新能源), whose eight characters leave four hidden. */
export function maskPlate(plate: string): string {
  const text = plate.toUpperCase().replace(/[\s·.-]/g, "");
  if (!/^\p{Script=Han}[A-Z][A-Z0-9*]{3,4}[A-Z0-9\p{Script=Han}*]{2}$/u.test(text)) return "*".repeat(7);
  return text.slice(0, 2) + "*".repeat(text.length - 4) + text.slice(-2);
}

// Nothing with a number, a door or a road in it is the name of a place; 景德镇市 and 新乡市 are cities.
const PLACE = "(?!社区|小区|大道)[^\\d０-９*号栋幢室楼路巷]";
const OF_COUNTY = `(?![省市区县])${PLACE}`;
const TOWN = new RegExp(`^(?:${PLACE})*?(?:街道|镇(?!市)|乡(?!市))`);
const COUNTY = new RegExp(
  `^(?:(?:${OF_COUNTY}){2,8}省)?(?:${OF_COUNTY}){1,8}市(?:(?:${OF_COUNTY}){1,6}(?:(?<![园景校])区|县|市))?`,
);
const STARS = "***";

/** To the street or town (街道, 镇, 乡); where none is named, to the county; else hidden as a whole. */
export function maskAddress(address: string): string {
  const text = address.trim();
  return `${TOWN.exec(text)?.[0] ?? COUNTY.exec(text)?.[0] ?? ""}${STARS}`;
}

/** One field of a contact, masked. */
export function maskField(field: ContactField, text: string, shows: IdentityShows): string {
  const maskers: Record<keyof CaseContact, (text: string) => string> = {
    name: maskName,
    phone: maskPhone,
    identityNumber: (number) => maskIdentityNumber(number, shows),
    plate: maskPlate,
    address: maskAddress,
  };
  return maskers[field](text);
}
