import { describe, expect, test } from 'vitest';

const catalogues = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { eager: true, import: 'default' });
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../testing/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

function flat(language: string): Map<string, string> {
  const keys = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') keys.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`);
  };
  for (const [path, content] of Object.entries(catalogues)) {
    const match = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path)!;
    if (match[1] === language) walk(content, match[2]!);
  }
  return keys;
}

const en = flat('en');
const hans = flat('zh-Hans');
const hant = flat('zh-Hant');

describe('the catalogues', () => {
  test('have the same keys in all three languages', () => {
    expect([...hans.keys()].sort()).toEqual([...en.keys()].sort());
    expect([...hant.keys()].sort()).toEqual([...en.keys()].sort());
  });

  test('leave nothing empty', () => {
    for (const catalogue of [en, hans, hant])
      for (const [key, words] of catalogue) expect(words.trim(), key).not.toBe('');
  });

  test('keep the placeholders of the English wording', () => {
    const holes = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();
    for (const [key, words] of en)
      for (const catalogue of [hans, hant]) expect(holes(catalogue.get(key) ?? ''), key).toEqual(holes(words));
  });

  test('speak Taiwan’s own words, not the mainland’s in other characters', () => {
    const longer = [...hans].filter(([, words]) => words.length > 3);
    const same = longer.filter(([key, words]) => hant.get(key) === words);
    expect(same.length / longer.length).toBeLessThan(0.12);
    const all = [...hant.values()].join('\n');
    for (const mainland of ['座席', '質量', '短信', '默認', '登錄', '信息', '隊列', '服務水平', '服務小結'])
      expect(all, mainland).not.toContain(mainland);
    expect(all).toContain('結案代碼');
  });

  test('have every key that the screens ask for by name', () => {
    const missing: string[] = [];
    for (const [path, source] of Object.entries(sources))
      for (const [, key] of source.matchAll(/\bt\(\s*'([a-z]+(?:\.[\w-]+)+)'/g))
        if (!en.has(key!)) missing.push(`${path}: ${key}`);
    expect(missing).toEqual([]);
  });
});
