import type { IntentTable, IntentWish } from '@/api/contract';

export const mostPhrases = 200;
export const longestPhrase = 200;

/** One phrase a line; blanks around and empty lines are nobody's words, and the same line twice is one phrase. */
export function phrasesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))].map((line) => line.slice(0, longestPhrase)).slice(0, mostPhrases);
}

export type Loaded = { table: IntentTable; added: number; wishes: number; refused: { line: number; text: string }[] };

/**
 * Rows `code,phrase` (comma, semicolon or tab; quotes as spreadsheets write them) into a table: known codes get the
 * phrase, unknown ones become wishes of their own.
 */
export function loaded(table: IntentTable, text: string): Loaded {
  const wishes = new Map<string, IntentWish>((table.intents ?? []).map((wish) => [wish.code ?? '', { ...wish }]));
  const before = wishes.size;
  const refused: Loaded['refused'] = [];
  let added = 0;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, at) => {
      if (!line.trim() || (at === 0 && /^\W*(code|intent)\W/i.test(line))) return;
      const [, code = '', rest = ''] = /^\s*"?([^",;\t]*)"?\s*[,;\t]\s*(.*)$/.exec(line) ?? [];
      const quoted = /^"(.*)"\s*$/.exec(rest)?.[1];
      const phrase = (quoted === undefined ? rest : quoted.replaceAll('""', '"')).trim();
      const wish = wishes.get(code.trim()) ?? { code: code.trim(), name: { en: code.trim() }, phrases: [] };
      const phrases = wish.phrases ?? [];
      const fits = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code.trim()) && phrase && phrase.length <= longestPhrase;
      if (!fits || (phrases.length >= mostPhrases && !phrases.includes(phrase))) {
        refused.push({ line: at + 1, text: line });
        return;
      }
      if (!phrases.includes(phrase)) added++;
      wishes.set(code.trim(), { ...wish, phrases: [...new Set([...phrases, phrase])] });
    });
  return {
    table: { ...table, intents: [...wishes.values()] },
    added,
    wishes: wishes.size - before,
    refused,
  };
}

/** A code that is free: `wish`, `wish-2` … */
export function freeCode(table: IntentTable, like = 'wish'): string {
  const taken = new Set((table.intents ?? []).map((wish) => wish.code));
  for (let count = 1; ; count++) {
    const code = count === 1 ? like : `${like}-${count}`;
    if (!taken.has(code)) return code;
  }
}
