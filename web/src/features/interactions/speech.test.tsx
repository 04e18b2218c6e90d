import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '@/testing/render';
import { Speech } from './speech';

const side = { speechMillis: 75_000, interruptions: 0, raisedMillis: 0, raisedTimes: 0, segments: [] };

test('a few words give no rate of speech', () => {
  show(
    <Speech
      speech={[
        {
          agentId: '31',
          beganAt: '2026-01-05T09:00:00.000Z',
          conversationMillis: 80_000,
          silenceMillis: 0,
          silences: 0,
          longestSilenceMillis: 0,
          overtalkMillis: 0,
          customer: { ...side, speechMillis: 1_000 },
          agent: { ...side, syllablesPerMinute: 220 },
          segmentsLeftOut: 0,
        },
      ]}
    />,
  );
  expect(screen.getByText(/1.3% of the talking, too short for a rate/)).toBeInTheDocument();
  expect(screen.getByText(/98.7% of the talking, 220 syllables\/min/)).toBeInTheDocument();
});
