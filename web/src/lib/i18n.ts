import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/api/contract';

/** One catalogue file per room; a key is `<file>.<path>`. Each language is fetched when it is first spoken. */
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

export const languages: Language[] = ['en', 'zh-Hans', 'zh-Hant'];
export const languageNames: Record<Language, string> = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

async function load(language: Language): Promise<Record<string, unknown>> {
  const catalogue: Record<string, unknown> = {};
  await Promise.all(
    Object.entries(files).map(async ([path, read]) => {
      const [, folder, name] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
      if (folder === language && name) catalogue[name] = await read();
    }),
  );
  return catalogue;
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

const remembered = 'callosum.language';

export function rememberedLanguage(): Language {
  const kept = localStorage.getItem(remembered) as Language | null;
  return kept && languages.includes(kept) ? kept : preferredLanguage();
}

export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: await load(language) } },
  });
  dress(language);
}

export async function speak(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation'))
    i18n.addResourceBundle(language, 'translation', await load(language));
  await i18n.changeLanguage(language);
  localStorage.setItem(remembered, language);
  dress(language);
}

function dress(language: Language): void {
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return (languages.find((known) => known === i18n.language) ?? 'en') as Language;
}
