import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { RolePlayPage } from './role-play-page';

const row = (more: Record<string, unknown> = {}) => ({
  id: '7',
  title: { en: 'Used up again' },
  mine: 'player',
  state: 'running',
  agentName: 'Amy',
  playerName: 'Lin',
  beganAt: '2026-11-22T10:00:00.000Z',
  ...more,
});
const form = {
  use: 'role-play',
  sections: [
    {
      code: 'talk',
      title: { en: 'Talk' },
      items: [{ code: 'kept', kind: 'text', label: { en: 'What to keep' }, required: true }],
    },
  ],
};
const play = (more: Record<string, unknown> = {}, rowMore: Record<string, unknown> = {}) => ({
  row: row(rowMore),
  who: { en: 'Mei calls about her data' },
  card: { en: 'You suspect a mistake' },
  lines: [{ byPlayer: false, at: '2026-11-22T10:00:01.000Z', text: 'How can I help?' }],
  voices: { mine: false, other: false },
  form,
  scores: [],
  ...more,
});
const open = () =>
  show(<RolePlayPage page={() => null} />, { path: '/desk/role-plays/7', route: '/desk/role-plays/:id' });

test('the player has the card and talks by Enter', async () => {
  const { sent } = fakeNetwork({
    'GET /role-plays/{id}': play(),
    'POST /role-plays/{id}/lines': play(),
  });
  open();
  expect(await screen.findByText('You suspect a mistake')).toBeInTheDocument();
  await userEvent.type(screen.getByRole('textbox', { name: 'Say something' }), 'It is gone again{Enter}');
  await waitFor(() => expect(sent('POST', '/role-plays/7/lines')[0]?.body).toEqual({ text: 'It is gone again' }));
});

test('a judgement says beside its item what is missing, and the other’s stays away until both are there', async () => {
  fakeNetwork({
    'GET /role-plays/{id}': play({}, { state: 'scoring' }),
    'PUT /role-plays/{id}/score': {
      __status: 400,
      body: {
        status: 400,
        code: 'fields-invalid',
        title: 'Some fields need correction',
        fields: [{ field: 'answers.kept', code: 'required', message: 'is needed' }],
      },
    },
  });
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Keep my judgement' }));
  expect(await screen.findByText('is needed')).toBeInTheDocument();
  expect(screen.queryByText('The agent’s judgement')).toBeNull();
});

test('once both have judged, both judgements stand there with their scores', async () => {
  const score = (by: string, total: number) => ({
    by,
    answers: { kept: { value: 'Listening' } },
    score: { total, sections: [], criticalErrors: [], answered: 1, of: 1 },
  });
  fakeNetwork({
    'GET /role-plays/{id}': play({ scores: [score('agent', 0.5), score('player', 1)] }, { state: 'done' }),
  });
  open();
  expect(await screen.findByText('50 %')).toBeInTheDocument();
  expect(screen.getByText('100 %')).toBeInTheDocument();
  expect(screen.queryByRole('textbox', { name: 'Say something' })).toBeNull();
});

afterEach(() => vi.unstubAllGlobals());

/** A browser's sound, as far as a talk needs it. */
function fakeSound(microphone: () => Promise<unknown>) {
  const closed = vi.fn();
  const stopped = vi.fn();
  class Peer {
    iceGatheringState = 'complete';
    localDescription = { sdp: 'my offer' };
    ontrack = null;
    close = closed;
    addTransceiver = () => ({ setCodecPreferences: () => undefined });
    createOffer = async () => ({});
    setLocalDescription = async () => undefined;
    setRemoteDescription = vi.fn(async () => undefined);
    addEventListener = () => undefined;
    removeEventListener = () => undefined;
  }
  vi.stubGlobal('RTCPeerConnection', Peer);
  const track = { stop: stopped };
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: {
      getUserMedia: () => microphone().then(() => ({ getAudioTracks: () => [track], getTracks: () => [track] })),
    },
  });
  return { closed, stopped };
}

test('one talks by one click, sees whether the other is there, and hangs up without ending the play', async () => {
  const { closed, stopped } = fakeSound(async () => undefined);
  let voices = { mine: false, other: true };
  const { sent } = fakeNetwork({
    'GET /role-plays/{id}': () => play({ voices }),
    'POST /role-plays/{id}/voice': () => {
      voices = { mine: true, other: true };
      return { sdp: 'their answer' };
    },
    'DELETE /role-plays/{id}/voice': () => play({ voices: { mine: false, other: true } }),
  });
  open();
  expect(await screen.findByText('The other is on the line')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Talk' }));
  await waitFor(() => expect(sent('POST', '/role-plays/7/voice')[0]?.body).toEqual({ sdp: 'my offer' }));
  expect(await screen.findByText('You hear each other', {}, { timeout: 5_000 })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Hang up' }));
  expect(await screen.findByRole('button', { name: 'Talk' })).toBeInTheDocument();
  expect(closed).toHaveBeenCalled();
  expect(stopped).toHaveBeenCalled();
  expect(screen.getByRole('textbox', { name: 'Say something' })).toBeInTheDocument();
});

test('without a microphone the reason is said and the talk goes on by text', async () => {
  fakeSound(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
  const { sent } = fakeNetwork({ 'GET /role-plays/{id}': play() });
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Talk' }));
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  expect(sent('POST', '/role-plays/7/voice')).toHaveLength(0);
});
