import type { Language } from '@/api/contract';

export const languages: Language[] = ['en', 'zh-Hans', 'zh-Hant'];
export const languageNames: Record<Language, string> = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

/** The browser's first language that we speak: Taiwan, Hong Kong, Macau and Hant get zh-Hant, other Chinese zh-Hans. */
export function preferredLanguage(wishes: readonly string[] = navigator.languages): Language {
  for (const wish of wishes) {
    if (/^zh\b.*(hant|tw|hk|mo)/i.test(wish)) return 'zh-Hant';
    if (/^zh\b/i.test(wish)) return 'zh-Hans';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}
