import { useWords } from '@/lib/session';
import type { CaseTypeBody } from './type-edits';

const box = { width: 128, height: 40, gap: 44 };
const step = box.width + box.gap;
const rise = 26;

/** The states of a type in their order, with an arrow for each move: onwards above, back below. */
export function StatePicture({ type }: { type: CaseTypeBody }) {
  const { t, say } = useWords();
  const places = new Map(type.states.map((state, at) => [state.code, at]));
  const moves = type.moves.flatMap(({ from, to }) =>
    to.flatMap((target) => {
      const [a, b] = [places.get(from), places.get(target)];
      return a === undefined || b === undefined || a === b ? [] : [{ a, b }];
    }),
  );
  const farthest = (wanted: (move: { a: number; b: number }) => boolean) =>
    Math.max(0, ...moves.filter(wanted).map(({ a, b }) => (Math.abs(b - a) > 1 || b < a ? Math.abs(b - a) : 0)));
  const above = farthest(({ a, b }) => b > a) * rise;
  const below = farthest(({ a, b }) => b < a) * rise;
  const middle = 12 + above + box.height / 2;
  const width = type.states.length * step - box.gap + 8;
  const height = middle + box.height / 2 + below + 14;
  const nameOf = (at: number) => say(type.states[at]?.name) || type.states[at]?.code || '';
  const told =
    moves.length === 0
      ? t('cases.type.anyMove')
      : moves.map(({ a, b }) => `${nameOf(a)} → ${nameOf(b)}`).join(t('forms.fill.and'));
  const line = ({ a, b }: { a: number; b: number }) => {
    const x = (at: number) => 4 + at * step + box.width / 2;
    if (b === a + 1) return `M ${x(a) + box.width / 2} ${middle} L ${x(b) - box.width / 2 - 7} ${middle}`;
    const up = b > a;
    const edge = middle + (up ? -1 : 1) * (box.height / 2);
    const bend = edge + (up ? -1 : 1) * rise * Math.abs(b - a) * 1.3;
    const side = up ? 14 : -14;
    return `M ${x(a) + side} ${edge} Q ${(x(a) + x(b)) / 2} ${bend} ${x(b) - side} ${edge + (up ? -7 : 7)}`;
  };
  return (
    <div className="state-picture" role="group" tabIndex={0} aria-label={t('cases.type.picture')}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told}>
        <defs>
          <marker id="state-arrow" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M 0 0 L 8 4 L 0 8 z" className="state-arrow" />
          </marker>
        </defs>
        {moves.map((move) => (
          <path key={`${move.a} ${move.b}`} d={line(move)} className="state-line" markerEnd="url(#state-arrow)" />
        ))}
        {type.states.map((state, at) => (
          <g key={state.code} transform={`translate(${4 + at * step} ${middle - box.height / 2})`}>
            <rect
              width={box.width}
              height={box.height}
              rx={state.closed ? 4 : 20}
              className="state-box"
              data-closed={state.closed}
            />
            <foreignObject width={box.width} height={box.height}>
              <div className="state-name">{nameOf(at)}</div>
            </foreignObject>
          </g>
        ))}
      </svg>
      {moves.length === 0 && <p className="muted">{told}</p>}
    </div>
  );
}
