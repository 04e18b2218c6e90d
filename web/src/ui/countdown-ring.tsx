import { useNow } from '@/lib/now';

/** What is left of a time, as a ring that empties, with the seconds inside. The words beside it carry the meaning. */
export function CountdownRing({ from, until, size = 56 }: { from: number; until: number; size?: number }) {
  const now = useNow();
  const left = Math.max(0, until - now);
  const share = Math.min(1, left / Math.max(1, until - from));
  const radius = size / 2 - 4;
  const length = 2 * Math.PI * radius;
  const seconds = Math.ceil(left / 1000);
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
      className="ring"
      data-urgent={seconds <= 5 || undefined}
    >
      <circle cx={size / 2} cy={size / 2} r={radius} fill="none" stroke="var(--line)" strokeWidth="4" />
      <circle
        cx={size / 2}
        cy={size / 2}
        r={radius}
        fill="none"
        stroke={seconds <= 5 ? 'var(--bad)' : 'var(--accent)'}
        strokeWidth="4"
        strokeLinecap="round"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - share)}
        transform={`rotate(-90 ${size / 2} ${size / 2})`}
        style={{ transition: 'stroke-dashoffset 0.5s linear' }}
      />
      <text x="50%" y="50%" dy="0.36em" textAnchor="middle" fill="var(--ink)" fontSize={size / 3.2} fontWeight="650">
        {seconds}
      </text>
    </svg>
  );
}
