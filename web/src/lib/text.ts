import type { Language, Text } from '@/api/contract';

const nextBest: Record<Language, Language[]> = {
  en: ['en', 'zh-Hans', 'zh-Hant'],
  'zh-Hans': ['zh-Hans', 'zh-Hant', 'en'],
  'zh-Hant': ['zh-Hant', 'zh-Hans', 'en'],
};

/** The name in the reader's language, else in the nearest one that is there. */
export function say(text: Text | string | undefined | null, language: string): string {
  if (!text) return '';
  if (typeof text === 'string') return text;
  for (const candidate of nextBest[language as Language] ?? nextBest.en) if (text[candidate]) return text[candidate];
  return '';
}
