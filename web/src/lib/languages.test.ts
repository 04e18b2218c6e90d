import { describe, expect, test } from 'vitest';
import { firstDayOfWeek, localeOf } from './languages';

describe('a reader’s country', () => {
  test('is taken from the browser for the language chosen here', () => {
    expect(localeOf('en', ['zh-CN', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('zh-Hant', ['en-GB', 'zh-hk'])).toBe('zh-HK');
  });

  test('is none where the browser names no country for it', () => {
    expect(localeOf('zh-Hans', ['en-US', 'zh'])).toBe('zh-Hans');
    expect(localeOf('en', ['de-DE'])).toBe('en');
    expect(localeOf('en', ['en-??'])).toBe('en');
  });

  test('decides on which day a week begins', () => {
    expect(firstDayOfWeek('en', ['en-US'])).toBe(7);
    expect(firstDayOfWeek('en', ['en-GB'])).toBe(1);
    expect(firstDayOfWeek('zh-Hans', ['zh-CN'])).toBe(1);
    expect(firstDayOfWeek('zh-Hant', ['zh-TW'])).toBe(7);
  });
});
