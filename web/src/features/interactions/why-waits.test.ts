import i18n from 'i18next';
import { expect, it } from 'vitest';
import { speak } from '@/lib/i18n';
import { whyWaits } from './why-waits';

const data = {
  of: 'widened',
  needs: '12:2',
  skills: { 12: { en: 'Billing', 'zh-Hans': '账单' } },
  entitled: '6',
  ready: '0',
  talking: '5',
  wrappingUp: '1',
  waitedMillis: '30000',
};
const clock = (millis: number) => `${millis / 1000} s`;

it.each([
  ['en', 'After 30 s widened to Billing ≥ 2: 6 could serve it (5 talking, 1 in wrap-up)'],
  ['zh-Hans', '等待 30 s 后放宽为 账单 ≥ 2：6 人可接（5 人通话中、1 人话后处理）'],
])('says in %s what was needed and what those who could serve were doing', async (language, words) => {
  await speak(language as 'en');
  const say = (text: Record<string, string>) => text[language] ?? '';
  expect(whyWaits(data as never, i18n.t as never, say as never, clock as never)).toBe(words);
});
