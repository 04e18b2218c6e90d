import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { CallPage } from './call-page';
import { Caller } from './caller';

const info = {
  clientName: { en: 'Harbour Tea', 'zh-Hans': '海港茶行', 'zh-Hant': '海港茶行' },
  languages: ['en', 'zh-Hant'],
  open: true,
};
afterEach(() => vi.unstubAllGlobals());

test('greets in the language that the caller chooses', async () => {
  fakeNetwork({ 'GET /widget/{key}': info });
  render(<CallPage caller={new Caller('k1')} siteKey="k1" />);
  expect(await screen.findByRole('heading', { name: 'Call Harbour Tea' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: '简体中文' })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: '繁體中文' }));
  expect(screen.getByRole('button', { name: '開始通話' })).toBeInTheDocument();
});

test('says what to do when the browser refuses the microphone', async () => {
  fakeNetwork({ 'GET /widget/{key}': info });
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
  });
  render(<CallPage caller={new Caller('k1')} siteKey="k1" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Start the call' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The browser refuses the microphone.');
});

test('a page that is not on the list learns that the button is not in use', async () => {
  fakeNetwork({ 'GET /widget/{key}': () => refuse(404, 'not-found') });
  render(<CallPage caller={new Caller('k1')} siteKey="k1" />);
  expect(await screen.findByRole('heading', { name: 'This call button is not in use' })).toBeInTheDocument();
});
