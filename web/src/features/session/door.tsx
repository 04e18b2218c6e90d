import type { ReactNode } from 'react';
import { LanguageChoice } from '@/ui/language-choice';
import { Mark } from '@/ui/mark';
import './sign-in.css';

/** Two sets of lines meeting in the middle: many callers, many agents, one bridge. Drawn once, from fixed numbers. */
function Bridge() {
  const lines = Array.from({ length: 23 }, (_, i) => {
    const y = 60 + i * 40;
    const meet = 420 + ((i * 7) % 9) * 18;
    return {
      d: `M-20 ${y} C 240 ${y}, 260 ${meet}, 500 ${500 + (meet - 500) * 0.35} S 760 ${1000 - y}, 1020 ${1000 - y}`,
      faint: i % 4 !== 0,
      i,
    };
  });
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {lines.map(({ d, faint, i }) => (
        <path
          key={i}
          d={d}
          fill="none"
          stroke={faint ? '#2b6a6f' : '#8fd6cf'}
          strokeOpacity={faint ? 0.7 : 0.75}
          strokeWidth={faint ? 1.4 : 2}
        />
      ))}
    </svg>
  );
}

export function Door({ children }: { children: ReactNode }) {
  return (
    <div className="door">
      <div className="door-pane">
        <div className="door-brand">
          <Mark />
          Callosum
        </div>
        <main className="door-form">{children}</main>
        <div className="door-foot">
          <LanguageChoice />
        </div>
      </div>
      <div className="door-picture">
        <Bridge />
      </div>
    </div>
  );
}
