import type { Language } from '@/api/contract';

export const languages: Language[] = ['en', 'zh-Hans', 'zh-Hant'];
export const languageNames: Record<Language, string> = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

/**
 * The reader's own country for a language they chose here, as far as the browser says so: `en-GB` for English. It decides
 * what dates, numbers and weeks look like, never which words are shown.
 */
export function localeOf(language: string, wishes: readonly string[] = navigator.languages): string {
  const wish = wishes.find((each) => /^[a-z]{2,3}-/i.test(each) && preferredLanguage([each]) === language);
  try {
    return wish && /^(en|zh)\b/i.test(wish) ? Intl.getCanonicalLocales(wish)[0]! : language;
  } catch {
    return language;
  }
}

type WeekInfo = { firstDay: number };

/** 1 is Monday, 7 is Sunday; Monday where the browser does not know. */
export function firstDayOfWeek(language: string, wishes?: readonly string[]): number {
  const locale = new Intl.Locale(localeOf(language, wishes)) as Intl.Locale & {
    getWeekInfo?: () => WeekInfo;
    weekInfo?: WeekInfo;
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The browser's first language that we speak: Taiwan, Hong Kong, Macau and Hant get zh-Hant, other Chinese zh-Hans. */
export function preferredLanguage(wishes: readonly string[] = navigator.languages): Language {
  for (const wish of wishes) {
    if (/^zh\b.*(hant|tw|hk|mo)/i.test(wish)) return 'zh-Hant';
    if (/^zh\b/i.test(wish)) return 'zh-Hans';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}
