import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WidgetQuestion } from '@/api/contract';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { CallPage } from './call-page';
import { Caller, type CallState } from './caller';

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

describe('what the voice asks', () => {
  class Line extends Caller {
    said: unknown[] = [];
    told(asks: WidgetQuestion | undefined, state: CallState = 'waiting') {
      this.view = { state, muted: false, ...(asks && { asks }) };
      act(() => this.subscribers.forEach((each) => each()));
    }
    subscribers: (() => void)[] = [];
    override subscribe = (listener: () => void) => {
      this.subscribers.push(listener);
      return () => undefined;
    };
    override digit(digit: string) {
      this.said.push({ digit });
    }
    override answer(line: string) {
      this.said.push({ line });
    }
    override writing() {
      this.said.push('writing');
    }
  }

  async function open() {
    fakeNetwork({ 'GET /widget/{key}': info });
    const line = new Line('k1');
    render(<CallPage caller={line} siteKey="k1" />);
    await screen.findByRole('heading', { name: 'Call Harbour Tea' });
    return line;
  }

  test('is answered by a button for each choice', async () => {
    const line = await open();
    line.told({
      max: 1,
      language: 'en',
      choices: [
        { key: '1', label: 'As soon as it is my turn' },
        { key: '2', label: 'At another hour' },
      ],
    });
    await userEvent.click(screen.getByRole('button', { name: 'At another hour' }));
    expect(line.said).toEqual([{ digit: '2' }]);
    line.told(undefined);
    expect(screen.queryByRole('button', { name: 'At another hour' })).not.toBeInTheDocument();
  });

  test("may be answered in words of one's own where the site understands them", async () => {
    const line = await open();
    line.told({ max: 1, language: 'en', choices: [{ key: '1', label: 'Bills' }], freeWords: true });
    expect(screen.getByRole('button', { name: 'Bills' })).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Or in your own words'), 'charged twice');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(line.said).toContain('writing');
    expect(line.said.at(-1)).toEqual({ line: 'charged twice' });
    line.told({ max: 1, language: 'en', choices: [{ key: '1', label: 'Bills' }] });
    expect(screen.queryByLabelText('Or in your own words')).not.toBeInTheDocument();
  });

  test('is an hour to be chosen from a list, and the question waits for it', async () => {
    const line = await open();
    line.told({
      max: 2,
      language: 'en',
      choices: [],
      entry: { label: 'Hour of the call-back', min: 1, secret: false, hour: true },
    });
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    await userEvent.selectOptions(screen.getByLabelText('Hour of the call-back'), 'from 14:00');
    expect(line.said).toContain('writing');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(line.said.at(-1)).toEqual({ line: '14' });
    line.told(undefined, 'promised');
    expect(screen.getByRole('status')).toHaveTextContent('We will call you back.');
    expect(screen.getByRole('button', { name: 'Call again' })).toBeInTheDocument();
  });

  test('is a number to be typed, digits only', async () => {
    const line = await open();
    line.told({
      max: 15,
      language: 'en',
      choices: [],
      entry: { label: 'Call-back number', min: 3, secret: false, hour: false },
    });
    await userEvent.type(screen.getByLabelText('Call-back number'), '020 7946-0399');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(line.said.at(-1)).toEqual({ line: '02079460399' });
  });
});
