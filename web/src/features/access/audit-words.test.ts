import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import english from '@/locales/en/audit.json';
import simplified from '@/locales/zh-Hans/audit.json';
import traditional from '@/locales/zh-Hant/audit.json';
import { actWords, detailWords, thingWords } from './audit-words';

const server = join(process.cwd(), '../server/src/main/java');

/** Every act that the server's sources record by a name that stands there. */
function recordedActs(): string[] {
  const found = new Set<string>();
  for (const file of readdirSync(server, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.java')) {
      const text = readFileSync(join(server, file), 'utf8');
      for (const [, act] of text.matchAll(/audit\s*\.record\(\s*"([a-z-]+[a-z])"/g)) {
        found.add(act as string);
      }
    }
  }
  return [...found].sort();
}

describe('the audit log in words', () => {
  let t: TFunction;
  beforeAll(async () => {
    const i18n = i18next.createInstance();
    t = await i18n.init({
      lng: 'en',
      resources: { en: { translation: { audit: english } } },
    });
  });

  it('knows every act that the server records', () => {
    const acts = recordedActs();
    expect(acts.length).toBeGreaterThan(60);
    expect(acts.filter((act) => actWords(act, t) === act)).toEqual([]);
  });

  it('says an act as a reader would, and shows the code of one it does not know', () => {
    expect(actWords('entry-point-changed', t)).toBe('Number changed');
    expect(actWords('signed-in', t)).toBe('Signed in');
    expect(actWords('moon-landed', t)).toBe('moon-landed');
    expect(thingWords('widget-site', t)).toBe('Call button');
  });

  it('has the same words in each language', () => {
    const keys = (part: Record<string, string>) => Object.keys(part).sort();
    for (const other of [simplified, traditional]) {
      expect(keys(other.things)).toEqual(keys(english.things));
      expect(keys(other.verbs)).toEqual(keys(english.verbs));
      expect(keys(other.acts)).toEqual(keys(english.acts));
    }
  });

  it('writes what was and what became of it', () => {
    expect(detailWords({ name: { old: 'A', new: 'B' }, fields: ['x', 'y'], days: { old: null, new: 3 } })).toBe(
      'name: A → B\nfields: x, y\ndays: – → 3',
    );
    expect(detailWords({})).toBe('');
  });
});
