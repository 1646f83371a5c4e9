// Text (文本) as every edge accepts it: what PostgreSQL can store and a screen can show. One home, so that no edge accepts
// what another refuses. [Unicode 15 D84 ill-formed UTF-16; PostgreSQL 8.3: no NUL in text]
import { z } from "zod";

/** What makes a text impossible to store, for the "got" of an error; null if nothing does. */
export function textIssue(text: string): "a NUL character" | "half of a surrogate pair" | null {
  if (text.includes("\0")) return "a NUL character";
  return text.isWellFormed() ? null : "half of a surrogate pair";
}

const issueText = (text: string): string => `expected storable text, got ${textIssue(text)}`;

/** A text that can be stored and shown unchanged. */
export const StorableText = z.string().refine((text) => textIssue(text) === null, {
  error: ({ input }) => issueText(String(input)),
});

/** Invisible characters: format characters (directions, joiners, BOM), controls, and the fillers of Hangul. */
const INVISIBLE = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/gu;

/** For an error's "got": a text with its invisible characters made visible as `U+202D`. */
export const withVisibleCharacters = (text: string): string =>
  text.replace(
    INVISIBLE,
    (character) => `<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}>`,
  );

/**
 * For judging and comparing typed text: full-width forms become usual ones, invisible characters go, all kinds of space
 * and of the middle dot become one.
 */
export const foldText = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(INVISIBLE, (character) => (character === "\n" || character === "\t" ? " " : ""))
    .replace(/[\u00b7\u2022\u2027\u22c5\u30fb\uff65\u0387\u2219]/gu, "·")
    .replace(/\s+/gu, " ")
    .trim();

/** Joins parts of one sign (emoji, Indic letters): it may stay between others. */
const JOINER = "\u200d";

/** Without invisible characters; line breaks, tabs, and joiners inside stay. */
export const withoutInvisible = (text: string): string =>
  text.replace(INVISIBLE, (character) => ("\n\t".includes(character) || character === JOINER ? character : ""));

const hasVisible = (text: string): boolean => text.replaceAll(JOINER, "").trim() !== "";

/**
 * Text that a person types or pastes, of at most `max` characters: invisible characters and the space around it go, and
 * something visible must remain. Full-width forms stay, they are ordinary in Chinese.
 */
export const typedText = (max: number) =>
  StorableText.transform((text) => withoutInvisible(text).trim()).pipe(
    z
      .string()
      .refine(hasVisible, "expected text with visible characters")
      .max(max, `expected at most ${max} characters`),
  );

/** As `typedText`, where nothing visible is no text. */
export const optionalText = (max: number) =>
  StorableText.transform((text) => (hasVisible(withoutInvisible(text)) ? withoutInvisible(text).trim() : undefined))
    .pipe(z.string().max(max, `expected at most ${max} characters`).optional())
    .optional();

/** A code, number or name that is typed in one line: judged after `foldText`. */
export const foldedText = StorableText.transform(foldText);
