import i18n, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/api/contract';
import { languages, localeOf, preferredLanguage } from './languages';

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

/** Numbers in sentences are grouped as the reader's country groups them; a version or a code is a name, not a number. */
function written(value: unknown, _: string | undefined, language: string | undefined, options?: object): string {
  const name = (options as { interpolationkey?: string } | undefined)?.interpolationkey ?? '';
  return typeof value === 'number' && !['version', 'code', 'number'].includes(name)
    ? new Intl.NumberFormat(localeOf(language ?? 'en')).format(value)
    : (value as string);
}

const numbers: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: written,
};

export async function startI18n(language: Language): Promise<void> {
  await i18n
    .use(initReactI18next)
    .use(numbers)
    .init({
      lng: language,
      fallbackLng: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      resources: { [language]: { translation: await load(language) } },
    });
  dress(language);
}

/** Fetches a language's words without speaking it, for a screen that shows how something reads to others. */
export async function fetchWords(language: Language): Promise<void> {
  if (i18n.hasResourceBundle(language, 'translation')) return;
  i18n.addResourceBundle(language, 'translation', await load(language));
}

export async function speak(language: Language): Promise<void> {
  await fetchWords(language);
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
