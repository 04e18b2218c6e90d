import type { Text } from '@/api/contract';

const words = (text: Text) =>
  `{${Object.entries(text)
    .map(([language, said]) => `${language}: ${JSON.stringify(said)}`)
    .join(', ')}}`;

const hello: Text = {
  en: 'Good day. How may I help you?',
  'zh-Hans': '您好，请问有什么可以帮您？',
  'zh-Hant': '您好，請問有什麼可以幫您？',
};

const goodbye: Text = {
  en: 'Thank you for calling. Goodbye.',
  'zh-Hans': '感谢来电，再见。',
  'zh-Hant': '感謝來電，再見。',
};

/** What each kind begins with: the least that reads without an error. */
const steps: Record<string, string> = {
  entry: `start: hello
steps:
  hello: {play: welcome, next: bye}
  bye: {hang-up: }
`,
  script: `start: hello
steps:
  hello:
    tell:
      say: ${words(hello)}
    next: end
  end:
    closing:
      say: ${words(goodbye)}
      result: solved
`,
  part: `start: hello
steps:
  hello: {play: welcome, next: back}
  back: {return: }
`,
  treatment: `start: music
steps:
  music: {pause: 30s, music: hold, next: thanks}
  thanks: {play: queue-thanks, next: music}
`,
};

/** A new flow: a draft that already reads, whatever it is for. */
export const starter = (code: string, name: Text, kind: string): string =>
  `flow: ${code}\n${kind === 'entry' ? '' : `kind: ${kind}\n`}name: ${words(name)}\n${steps[kind] ?? steps.entry}`;
