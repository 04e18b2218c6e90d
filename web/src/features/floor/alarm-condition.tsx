import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { AlarmRuleRow } from '@/api/contract';
import { useWords } from '@/lib/session';
import { conditionWords, type Called } from '@/ui/condition-words';
import type { Tree } from '@/ui/forms/model';
import { useOptions } from '@/ui/records/lookups';
import {
  agentStates,
  alarmNames,
  complete,
  firstRow,
  relations,
  rowsOf,
  sourceOf,
  type Operand,
  type Relation,
  type Row,
  type Rows,
} from './alarm-condition-rows';

const mostRows = 8;

/** The words of an alarm's names; the limit is said with its number, since that is what the alarm compares with. */
export function useAlarmWords(limit: number): Called {
  const { t, number } = useWords();
  const { options: reasons } = useOptions('/not-ready-reasons', 'code');
  return {
    t,
    number,
    name: (name) =>
      name === 'limit'
        ? t('floor.rule.limitOf', { value: number(limit) })
        : t(`floor.rule.name.${name}`, { defaultValue: name }),
    text: (value, beside) =>
      beside === 'state'
        ? t(`floor.state.${value}`, { defaultValue: value })
        : (reasons.find((each) => each.value === value)?.label ?? value),
  };
}

/** What raises an alarm, as a sentence. */
export function AlarmSentence({ row }: { row: AlarmRuleRow }) {
  const called = useAlarmWords(row.rule.limit);
  return row.whenTree ? <>{conditionWords(row.whenTree as Tree, called)}</> : <code>{row.rule.when}</code>;
}

/** The condition as rows of choices; what is too much for that is a text. */
export function AlarmCondition({
  row,
  limit,
  when,
  change,
}: {
  row: AlarmRuleRow;
  limit: number;
  when: string;
  change: (when: string) => void;
}) {
  const { t } = useWords();
  const { about } = row.rule;
  const names = alarmNames[about];
  const called = useAlarmWords(limit);
  const [rows, setRows] = useState<Rows | undefined>(() => rowsOf(row.whenTree as Tree | undefined, about));
  const [writing, setWriting] = useState(rows === undefined);
  const set = (next: Rows) => {
    setRows(next);
    if (complete(next)) change(sourceOf(next));
  };
  const setRow = (at: number, next: Row) => rows && set({ ...rows, rows: rows.rows.with(at, next) });
  if (writing || !rows)
    return (
      <>
        <Input.TextArea
          className="mono"
          aria-label={t('floor.rule.when')}
          rows={2}
          maxLength={2000}
          spellCheck={false}
          value={when}
          onChange={(event) => change(event.target.value)}
        />
        <p className="muted">{t(`floor.rule.names.${about}`)}</p>
        {rows && (
          <Button
            size="small"
            onClick={() => {
              change(sourceOf(rows));
              setWriting(false);
            }}
          >
            {t('floor.rule.asSentence')}
          </Button>
        )}
      </>
    );
  return (
    <div className="alarm-rows" role="group" aria-label={t('floor.rule.when')}>
      {rows.rows.map((each, at) => (
        <div key={at} className="alarm-row">
          {at > 0 && <span className="muted">{t(`conditions.${rows.join}Word`)}</span>}
          <Select
            aria-label={t('floor.rule.part.name')}
            value={each.name}
            popupMatchSelectWidth={false}
            options={Object.keys(names).map((name) => ({ value: name, label: called.name(name) }))}
            onChange={(name) => setRow(at, firstRow(name, names[name]!))}
          />
          <RowBlank row={each} about={about} called={called} change={(next) => setRow(at, next)} />
          <Button
            type="text"
            size="small"
            disabled={rows.rows.length === 1}
            aria-label={t('floor.rule.part.drop', { place: at + 1 })}
            onClick={() => set({ ...rows, rows: rows.rows.toSpliced(at, 1) })}
          >
            ×
          </Button>
        </div>
      ))}
      <div className="alarm-row">
        {rows.rows.length > 1 && (
          <Select
            size="small"
            aria-label={t('floor.rule.part.join')}
            value={rows.join}
            popupMatchSelectWidth={false}
            options={(['and', 'or'] as const).map((join) => ({ value: join, label: t(`floor.rule.part.${join}`) }))}
            onChange={(join) => set({ ...rows, join })}
          />
        )}
        <Button
          size="small"
          disabled={rows.rows.length >= mostRows}
          onClick={() => {
            const name = Object.keys(names)[0]!;
            set({ ...rows, rows: [...rows.rows, firstRow(name, names[name]!)] });
          }}
        >
          {t('floor.rule.part.add')}
        </Button>
        <Button size="small" type="text" onClick={() => setWriting(true)}>
          {t('floor.rule.asText')}
        </Button>
      </div>
    </div>
  );
}

function RowBlank({
  row,
  about,
  called,
  change,
}: {
  row: Row;
  about: keyof typeof alarmNames;
  called: Called;
  change: (row: Row) => void;
}) {
  const { t } = useWords();
  const { options: reasons } = useOptions('/not-ready-reasons', 'code');
  if (!('to' in row) && !('values' in row))
    return (
      <Select
        aria-label={t('floor.rule.part.is')}
        value={row.is}
        options={(['yes', 'no'] as const).map((is) => ({ value: is, label: t(`common.${is}`) }))}
        onChange={(is: 'yes' | 'no') => change({ ...row, is })}
      />
    );
  if ('values' in row)
    return (
      <>
        <Select
          aria-label={t('floor.rule.part.is')}
          value={row.is}
          popupMatchSelectWidth={false}
          options={(['one-of', 'none-of'] as const).map((is) => ({ value: is, label: t(`floor.rule.part.${is}`) }))}
          onChange={(is: 'one-of' | 'none-of') => change({ ...row, is })}
        />
        <Select
          mode="multiple"
          className="alarm-values"
          aria-label={t('floor.rule.part.values')}
          value={row.values}
          options={
            row.name === 'state'
              ? agentStates.map((state) => ({ value: state, label: called.text(state, 'state') }))
              : reasons
          }
          onChange={(values: string[]) => change({ ...row, values })}
        />
      </>
    );
  return (
    <>
      <Select
        aria-label={t('floor.rule.part.is')}
        value={row.is}
        popupMatchSelectWidth={false}
        options={relations.map((is) => ({ value: is, label: t(`floor.rule.relation.${is}`) }))}
        onChange={(is: Relation) => change({ ...row, is })}
      />
      <OperandBlank
        operand={row.to}
        names={Object.entries(alarmNames[about])
          .filter(([name, kind]) => kind === 'number' && name !== row.name)
          .map(([name]) => name)}
        called={called}
        change={(to) => change({ ...row, to })}
      />
    </>
  );
}

function OperandBlank({
  operand,
  names,
  called,
  change,
}: {
  operand: Operand;
  names: string[];
  called: Called;
  change: (operand: Operand) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <Select
        aria-label={t('floor.rule.part.operand')}
        value={operand.base}
        popupMatchSelectWidth={false}
        options={[
          { value: 'limit', label: called.name('limit') },
          { value: 'number', label: t('floor.rule.part.number') },
          ...names.map((name) => ({ value: name, label: called.name(name) })),
        ]}
        onChange={(base) => change({ ...operand, base, change: base === 'limit' ? '' : operand.change })}
      />
      {operand.base === 'number' && (
        <InputNumber
          aria-label={t('floor.rule.part.number')}
          value={operand.value}
          onChange={(value) => change({ ...operand, value: value ?? 0 })}
        />
      )}
      {operand.base !== 'limit' && (
        <Select
          aria-label={t('floor.rule.part.change')}
          value={operand.change}
          popupMatchSelectWidth={false}
          options={(['', '*', '+', '-'] as const).map((each) => ({
            value: each,
            label: each ? `${each === '*' ? '×' : each} ${called.name('limit')}` : t('floor.rule.part.asIs'),
          }))}
          onChange={(next: Operand['change']) => change({ ...operand, change: next })}
        />
      )}
    </>
  );
}
