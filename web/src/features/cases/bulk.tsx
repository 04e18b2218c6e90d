import { useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Input, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import type { CaseRow, CaseType } from '@/api/contract';
import { http } from '@/api/http';
import { useMe, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import { useUndoNotice } from '@/ui/undo';
import { caseQuery, changeCase, movesFrom } from './cases-query';

export type BulkResult = { id: string; changed: boolean; problem?: string | null; message?: string | null };
type What = 'state' | 'ownerId' | 'teamId' | 'dueAt';

/** One change for many cases; each is judged by itself, what was refused is told one by one, what was not is taken back. */
export function CaseBulk({
  rows,
  types,
  clear,
  done,
}: {
  rows: CaseRow[];
  types: CaseType[];
  clear: () => void;
  done: () => void;
}) {
  const { t, say } = useWords();
  const me = useMe();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const [what, setWhat] = useState<What>();
  const [value, setValue] = useState<string>();
  const [due, setDue] = useState<Dayjs | null>(null);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [refused, setRefused] = useState<BulkResult[]>();
  const [busy, setBusy] = useState(false);
  const { options: people } = useOptions('/cases/owners');
  const { options: teams } = useOptions('/teams/names');
  const kinds = new Set(rows.map((row) => row.type));
  const type = kinds.size === 1 ? types.find((each) => kinds.has(each.code)) : undefined;
  const options =
    what === 'state'
      ? (type?.states ?? []).map((state) => ({ value: state.code, label: say(state.name) }))
      : what === 'ownerId'
        ? people
        : teams;
  const ask = (next: What) => {
    setValue(next === 'ownerId' ? me.account.id : undefined);
    setDue(null);
    setReason('');
    setProblem(undefined);
    setRefused(undefined);
    setWhat(next);
  };
  const takeBack = async (part: What, changed: CaseRow[]) => {
    try {
      for (const row of changed) {
        const now = await queries.fetchQuery({ ...caseQuery(row.id), staleTime: 0 });
        await changeCase(now, { [part]: row[part] });
      }
    } finally {
      done();
    }
  };
  const store = async () => {
    const change = what === 'dueAt' ? { dueAt: due?.toISOString() } : { [what!]: value };
    setBusy(true);
    try {
      const answer = await http.post<BulkResult[]>('/cases/bulk', {
        ids: rows.map((row) => row.id),
        change,
        reason: reason.trim(),
      });
      const failed = answer.filter((each) => !each.changed);
      done();
      const changed = rows.filter(({ id }) => answer.some((each) => each.changed && each.id === id));
      const back = what !== 'state' || changed.every((row) => movesFrom(type, value!).includes(row.state));
      if (what && changed.length > 0)
        notice(t('cases.bulk.done', { count: changed.length }), back ? () => takeBack(what, changed) : undefined);
      if (failed.length > 0) setRefused(failed);
      else {
        setWhat(undefined);
        clear();
      }
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="case-bulk panel" role="region" aria-label={t('cases.bulk.title')}>
      <strong>{t('cases.bulk.chosen', { count: rows.length })}</strong>
      <Button
        size="small"
        disabled={!type}
        title={type ? undefined : t('cases.bulk.oneType')}
        onClick={() => ask('state')}
      >
        {t('cases.bulk.state')}
      </Button>
      <Button size="small" onClick={() => ask('ownerId')}>
        {t('cases.bulk.ownerId')}
      </Button>
      <Button size="small" onClick={() => ask('teamId')}>
        {t('cases.bulk.teamId')}
      </Button>
      <Button size="small" onClick={() => ask('dueAt')}>
        {t('cases.bulk.dueAt')}
      </Button>
      <Button size="small" type="text" onClick={clear}>
        {t('cases.bulk.none')}
      </Button>
      <Modal
        open={what !== undefined}
        title={what && t('cases.bulk.ask', { what: t(`cases.bulk.${what}`), count: rows.length })}
        okText={t('common.save')}
        okButtonProps={{
          disabled: (what === 'dueAt' ? !due : !value) || reason.trim().length < 3 || refused !== undefined,
          loading: busy,
        }}
        cancelText={t(refused ? 'common.close' : 'common.cancel')}
        onOk={() => void store()}
        onCancel={() => {
          setWhat(undefined);
          if (refused) clear();
        }}
      >
        <ProblemNote error={problem} />
        {refused ? (
          <>
            <p>{t('cases.bulk.refused', { count: refused.length, all: rows.length })}</p>
            <ul className="case-list">
              {refused.map((each) => (
                <li key={each.id}>
                  <div>
                    {rows.find((row) => row.id === each.id)?.subject ?? each.id}
                    <span className="muted"> · {each.message ?? each.problem}</span>
                  </div>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <div className="case-add">
            {what === 'dueAt' ? (
              <DatePicker
                aria-label={t('cases.bulk.dueAt')}
                showTime={{ format: 'HH:mm' }}
                format="YYYY-MM-DD HH:mm"
                value={due}
                onChange={setDue}
              />
            ) : (
              <Select
                aria-label={what && t(`cases.bulk.${what}`)}
                value={value}
                showSearch={{ optionFilterProp: 'label' }}
                options={options}
                onChange={setValue}
              />
            )}
            <Input
              aria-label={t('flows.reason')}
              placeholder={t('flows.reason')}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
      </Modal>
    </div>
  );
}
