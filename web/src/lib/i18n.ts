import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/api/contract';
import { languages, preferredLanguage } from './languages';

/** One catalogue file per room; a key is `<file>.<path>`. Each language is fetched when it is first spoken. */
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

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
