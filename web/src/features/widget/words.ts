import type { Language } from '@/api/contract';
import en from '@/locales/en/widget.json';
import hans from '@/locales/zh-Hans/widget.json';
import hant from '@/locales/zh-Hant/widget.json';

const catalogues: Record<Language, unknown> = { en, 'zh-Hans': hans, 'zh-Hant': hant };

/** The caller's page has few words; it looks them up itself and leaves i18next to the staff. */
export function words(language: Language) {
  return (key: string, holes: Record<string, string | number> = {}): string => {
    let found: unknown = catalogues[language];
    for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
    return typeof found === 'string'
      ? found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(holes[name] ?? ''))
      : key;
  };
}
