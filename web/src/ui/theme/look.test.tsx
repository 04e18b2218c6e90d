import { act, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Look } from './look';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('who works by night prints by day, and goes on by night', () => {
  let printing = false;
  const told = new Set<() => void>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return query === 'print' && printing;
    },
    media: query,
    addEventListener: (_: string, listener: () => void) => told.add(listener),
    removeEventListener: (_: string, listener: () => void) => told.delete(listener),
    addListener: () => {},
    removeListener: () => {},
  }));
  localStorage.setItem('callosum.theme', 'dark');
  render(
    <Look>
      <p>words</p>
    </Look>,
  );
  const worn = () => document.documentElement.dataset['theme'];
  const print = (now: boolean) =>
    act(() => {
      printing = now;
      told.forEach((listener) => listener());
    });
  expect(worn()).toBe('dark');
  print(true);
  expect(worn()).toBe('light');
  print(false);
  expect(worn()).toBe('dark');
});
