import { useWords } from '@/lib/session';
import type { SheetScore } from '@/api/contract';

const wide = 640;
const high = 140;
const left = 34;
const bottom = 18;

/** Scores over time as dots, errors that weigh most as squares; a line leads the eye. The table behind it says the same in words. */
export function ScoreChart({ scores, label }: { scores: SheetScore[]; label: string }) {
  const { t, say, dateTime, day } = useWords();
  if (scores.length < 2) return null;
  const times = scores.map(({ at }) => Date.parse(at));
  const first = Math.min(...times);
  const span = Math.max(...times) - first || 1;
  const x = (at: string) => left + ((Date.parse(at) - first) / span) * (wide - left - 8);
  const y = (score: number) => 8 + (1 - score) * (high - bottom - 8);
  const subjects = new Set(scores.map(({ subjectId }) => subjectId ?? ''));
  return (
    <figure className="score-chart">
      <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={label}>
        {[0, 0.5, 1].map((score) => (
          <g key={score}>
            <line x1={left} x2={wide - 8} y1={y(score)} y2={y(score)} className="score-grid" />
            <text x={left - 6} y={y(score) + 4} textAnchor="end">
              {Math.round(score * 100)}
            </text>
          </g>
        ))}
        {subjects.size === 1 && (
          <polyline className="score-line" points={scores.map((each) => `${x(each.at)},${y(each.score)}`).join(' ')} />
        )}
        {scores.map((each) => {
          const words = `${dateTime(each.at)} · ${say(each.subjectName)} · ${Math.round(each.score * 100)} %`;
          return each.criticalErrors > 0 ? (
            <rect key={each.id} className="score-bad" x={x(each.at) - 4} y={y(each.score) - 4} width={8} height={8}>
              <title>{words}</title>
            </rect>
          ) : (
            <circle key={each.id} className="score-dot" cx={x(each.at)} cy={y(each.score)} r={4}>
              <title>{words}</title>
            </circle>
          );
        })}
        <text x={left} y={high - 2}>
          {day(scores[0]?.at)}
        </text>
        <text x={wide - 8} y={high - 2} textAnchor="end">
          {day(scores.at(-1)?.at)}
        </text>
      </svg>
      <figcaption className="muted">
        {t('sheets.chartWords', {
          count: scores.length,
          mean: Math.round((scores.reduce((sum, { score }) => sum + score, 0) / scores.length) * 100),
        })}
      </figcaption>
    </figure>
  );
}
