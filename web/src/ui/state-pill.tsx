import type { ReactNode } from 'react';
import './panel.css';

const looks: Record<string, [string, string?]> = {
  ready: ['--ready'],
  ringing: ['--ringing', 'ring'],
  offered: ['--ringing', 'ring'],
  talk: ['--talk'],
  talking: ['--talk'],
  hold: ['--hold', 'ring'],
  held: ['--hold', 'ring'],
  acw: ['--acw', 'square'],
  'wrapping-up': ['--acw', 'square'],
  'not-ready': ['--not-ready', 'square'],
  'signed-out': ['--off', 'ring'],
  good: ['--ready'],
  warn: ['--ringing', 'square'],
  bad: ['--not-ready', 'square'],
  off: ['--off', 'ring'],
  handled: ['--ready'],
  abandoned: ['--not-ready', 'square'],
  interrupted: ['--bad', 'square'],
  'left-queue': ['--acw', 'ring'],
  'self-served': ['--talk', 'ring'],
  'not-reached': ['--not-ready', 'ring'],
  open: ['--ringing', 'ring'],
};

/** A state by colour, by shape and by word. */
export function StatePill({ state, children }: { state: string; children: ReactNode }) {
  const [colour, shape] = looks[state] ?? ['--off', 'ring'];
  return (
    <span className="pill" data-shape={shape} style={{ '--pill': `var(${colour})` } as React.CSSProperties}>
      {children}
    </span>
  );
}
