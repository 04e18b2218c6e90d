import { Button, Switch } from 'antd';
import { useState } from 'react';
import type { RoutingBook, RoutingRemark } from '@/api/contract';
import { useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { StatePill } from '@/ui/state-pill';
import { added, blank, dropped, groups, moved, neighbour, single, withPart, type Part, type Row } from './rules';
import { RuleEditor } from './rule-editor';
import { sentence } from './sentences';

type Props = {
  rows: Row[];
  book: RoutingBook;
  remarks: RoutingRemark[];
  editable: boolean;
  change: (rows: Row[]) => void;
};

/** The rules as sentences, grouped by what they decide, in the order in which they are tried. */
export function RuleList({ rows, book, remarks, editable, change }: Props) {
  const { t, say } = useWords();
  const [open, setOpen] = useState<number>();
  const [dragged, setDragged] = useState<number>();
  const [said, setSaid] = useState('');
  const names = { t, say, book };
  const shift = (row: Row, step: 1 | -1) => {
    const next = moved(rows, row.key, step);
    if (next === rows) return;
    change(next);
    const place = next.filter((each) => each.rule.kind === row.rule.kind).findIndex((each) => each.key === row.key) + 1;
    setSaid(t('routing.movedTo', { place }));
  };
  const set = (key: number, part: Part) =>
    change(rows.map((row) => (row.key === key ? { ...row, rule: withPart(row.rule, part) } : row)));
  return (
    <>
      <p className="sr-only" role="status">
        {said}
      </p>
      {groups.map(({ group, kinds }) => {
        const inGroup = kinds.flatMap((kind) => rows.filter((row) => row.rule.kind === kind));
        const addable = kinds.filter((kind) => !single.includes(kind) || !rows.some((row) => row.rule.kind === kind));
        return (
          <Panel key={group} title={t(`routing.group.${group}.title`)} flush>
            {inGroup.length === 0 && <p className="rule-hint muted">{t(`routing.group.${group}.hint`)}</p>}
            <ol className="rules">
              {inGroup.map((row) => {
                const { rule } = row;
                const at = rows.indexOf(row);
                const about = remarks.filter((remark) => remark.rule === at);
                const on = rule.on !== false;
                const text = sentence(names, rule);
                return (
                  <li
                    key={row.key}
                    data-on={on}
                    data-dragged={dragged === row.key || undefined}
                    draggable={editable && open !== row.key}
                    onDragStart={() => setDragged(row.key)}
                    onDragEnd={() => setDragged(undefined)}
                    onDragOver={(event) => dragged !== undefined && event.preventDefault()}
                    onDrop={(event) => {
                      event.preventDefault();
                      if (dragged !== undefined) change(dropped(rows, dragged, row.key));
                      setDragged(undefined);
                    }}
                  >
                    <button
                      type="button"
                      className="rule-sentence"
                      aria-expanded={open === row.key}
                      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                      onClick={() => setOpen(open === row.key ? undefined : row.key)}
                      onKeyDown={(event) => {
                        if (!editable || !event.altKey) return;
                        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
                          event.preventDefault();
                          shift(row, event.key === 'ArrowUp' ? -1 : 1);
                        }
                      }}
                    >
                      <span className="tag">{t(`routing.kind.${rule.kind}`)}</span> {text}
                      {!on && <span className="muted"> {t('routing.switchedOff')}</span>}
                    </button>
                    {editable && (
                      <span className="rule-acts">
                        <Switch
                          size="small"
                          checked={on}
                          aria-label={t('routing.on', { rule: text })}
                          onChange={(next) => set(row.key, { on: next })}
                        />
                        <Button
                          type="text"
                          size="small"
                          aria-label={t('routing.up')}
                          disabled={neighbour(rows, row.key, -1) < 0}
                          onClick={() => shift(row, -1)}
                        >
                          ↑
                        </Button>
                        <Button
                          type="text"
                          size="small"
                          aria-label={t('routing.down')}
                          disabled={neighbour(rows, row.key, 1) < 0}
                          onClick={() => shift(row, 1)}
                        >
                          ↓
                        </Button>
                        <Button
                          type="text"
                          size="small"
                          danger
                          aria-label={t('routing.delete', { rule: text })}
                          onClick={() => change(rows.filter((each) => each.key !== row.key))}
                        >
                          ×
                        </Button>
                      </span>
                    )}
                    {about.length > 0 && (
                      <ul className="rule-findings">
                        {about.map((remark, index) => (
                          <li key={index}>
                            <StatePill state={remark.severity === 'error' ? 'bad' : 'warn'}>{remark.text}</StatePill>
                          </li>
                        ))}
                      </ul>
                    )}
                    {editable && open === row.key && (
                      <RuleEditor rule={rule} book={book} change={(part) => set(row.key, part)} />
                    )}
                  </li>
                );
              })}
            </ol>
            {editable && addable.length > 0 && (
              <div className="rule-add">
                {addable.map((kind) => (
                  <Button
                    key={kind}
                    size="small"
                    onClick={() => {
                      const first = { queue: book.queues[0]?.code, skill: book.skills[0]?.code };
                      const next = added(
                        rows,
                        blank(kind, {
                          ...(first.queue && { queue: first.queue }),
                          ...(first.skill && { skill: first.skill }),
                        }),
                      );
                      change(next);
                      setOpen(next.find((row) => !rows.includes(row))?.key);
                    }}
                  >
                    {t(`routing.add.${kind}`)}
                  </Button>
                ))}
              </div>
            )}
          </Panel>
        );
      })}
    </>
  );
}
