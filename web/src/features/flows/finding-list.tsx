import { Button } from 'antd';
import { useWords } from '@/lib/session';
import { StatePill } from '@/ui/state-pill';
import { useDesk } from './editor-desk';
import type { Placed } from './flow-model';
import type { Path } from './flow-text';
import { mendOf } from './mends';

function Mend({ placed }: { placed: Placed }) {
  const desk = useDesk();
  const { t } = useWords();
  const mend = desk.editable ? mendOf(desk.flow, placed) : undefined;
  if (!mend) return null;
  return (
    <Button size="small" onClick={() => desk.repair(placed)}>
      {t(`flows.edit.${mend.word}`, { text: mend.text })}
    </Button>
  );
}

const under = (path: Path, within: Path) => within.every((part, at) => String(path[at]) === String(part));

/** What is wrong with one field, beside it. */
export function FindingsAt({ path }: { path: Path }) {
  const desk = useDesk();
  const { t } = useWords();
  const here = desk.findings.filter((placed) => under(placed.path, path) && placed.path.length <= path.length + 1);
  return here.map((placed, at) => (
    <div key={at} className="field-finding" data-severity={placed.finding.severity}>
      <span>
        <span className="sr-only">{t(`flows.${placed.finding.severity}`)}: </span>
        {placed.finding.message}
      </span>
      <Mend placed={placed} />
    </div>
  ));
}

/** Everything the reader has to say, each leading to its place. */
export function FindingList({ findings, go }: { findings: Placed[]; go: (placed: Placed) => void }) {
  const { t } = useWords();
  const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
  return (
    <>
      <div id="flow-findings" role="status" className="findings-head">
        {errors > 0 ? (
          <StatePill state="bad">{t('flows.errors', { count: errors })}</StatePill>
        ) : (
          <StatePill state="good">{t('flows.fine')}</StatePill>
        )}
        {findings.length > errors && (
          <StatePill state="warn">{t('flows.warnings', { count: findings.length - errors })}</StatePill>
        )}
      </div>
      <ul className="findings">
        {findings.map((placed, index) => (
          <li key={index}>
            <button type="button" onClick={() => go(placed)}>
              <StatePill state={placed.finding.severity === 'error' ? 'bad' : 'warn'}>
                <span className="sr-only">{t(`flows.${placed.finding.severity}`)}</span>
                {t('flows.line', { line: placed.finding.line })}
              </StatePill>
              <span>
                {placed.step && <code>{placed.step} </code>}
                {placed.finding.message}
              </span>
            </button>
            <Mend placed={placed} />
          </li>
        ))}
      </ul>
    </>
  );
}
