import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';
import { startI18n } from '@/lib/i18n';

// What a browser has and jsdom has not.
globalThis.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
})) as unknown as typeof matchMedia;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof ResizeObserver;
// a canvas asks how much it is magnified
globalThis.DOMMatrixReadOnly ??= class {
  m22 = 1;
} as unknown as typeof DOMMatrixReadOnly;
// newer browsers answer a scroll with a promise
Element.prototype.scrollIntoView ??= (() => Promise.resolve()) as unknown as Element['scrollIntoView'];

// a condition is waited for, however busy the machine is
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() => startI18n('en'));
afterEach(() => cleanup());

// jsdom lays nothing out and so cannot scroll; where a page scrolls to is for the journeys to see.
Element.prototype.scrollTo = () => undefined;
