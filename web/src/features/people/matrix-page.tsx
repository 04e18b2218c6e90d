import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, DatePicker, Input, Modal, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MatrixCell, SkillMatrix } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { useUndoNotice } from '@/ui/undo';
import './matrix.css';

const key = ['skill-matrix'];
const preferences = ['first', 'ordinary', 'reserve'] as const;
const marks = { first: '▲', ordinary: '', reserve: '▽' };
const at = (matrix: SkillMatrix, agentId: string, skillId: string) =>
  matrix.cells.find((cell) => cell.agentId === agentId && cell.skillId === skillId);

function CellDialog({ matrix, cell, close }: { matrix: SkillMatrix; cell: MatrixCell; close: () => void }) {
  const { t, say, day } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const editable = useCan('skills.edit');
  const [level, setLevel] = useState<number | undefined>(cell.level);
  const [preference, setPreference] = useState(cell.preference ?? 'ordinary');
  const [evidence, setEvidence] = useState('');
  const [on, setOn] = useState<dayjs.Dayjs>();
  const skill = matrix.skills.find((each) => each.id === cell.skillId)!;
  const agent = matrix.agents.find((each) => each.id === cell.agentId)!;
  const { data: history } = useQuery({
    queryKey: ['skill-history', cell.agentId, cell.skillId],
    queryFn: async () => {
      return api.get('/skill-matrix/history', { query: { agentId: cell.agentId, skillId: cell.skillId } });
    },
    staleTime: 0,
    retry: false,
  });
  const choices = skill.yesNo
    ? [{ value: 3, label: t('common.yes') }]
    : [1, 2, 3, 4, 5].map((each) => ({ value: each, label: `${each} ${t(`records.level.${each}`)}` }));
  return (
    <Modal
      open
      title={`${agent.name} · ${say(skill.name)}`}
      okText={t('common.save')}
      okButtonProps={{ disabled: !editable }}
      onCancel={close}
      onOk={async () => {
        try {
          await api.put('/skill-matrix/cells', {
            body: {
              cells: [
                {
                  agentId: cell.agentId,
                  skillId: cell.skillId,
                  level,
                  preference,
                  evidence: evidence || undefined,
                  // a preference alone is no new assessment: evidence and day stay
                  assessedOn: (on ?? (level !== cell.level || evidence ? dayjs() : undefined))?.format('YYYY-MM-DD'),
                },
              ],
            },
          });
          await queries.invalidateQueries({ queryKey: key });
          notice(t('common.saved'), async () => {
            const { agentId, skillId, level: before, preference: preferred, evidence: why } = cell;
            const was = { ...(before && { level: before }), preference: preferred ?? ('ordinary' as const) };
            await api.put('/skill-matrix/cells', {
              body: { cells: [{ agentId, skillId, ...was, ...(why && { evidence: why }) }] },
            });
            await queries.invalidateQueries({ queryKey: key });
          });
          close();
        } catch (problem) {
          void message.error(wordsOf(problem));
        }
      }}
    >
      <Radio.Group
        aria-label={t('records.matrix.level')}
        value={level ?? 0}
        disabled={!editable}
        onChange={(event) => setLevel((event.target.value as number) || undefined)}
        style={{ display: 'grid', gap: 4, marginBottom: 12 }}
        options={[{ value: 0, label: t('records.matrix.none') }, ...choices]}
      />
      {level !== undefined && (
        <>
          <h3 id="matrix-preference">{t('records.matrix.preference')}</h3>
          <Radio.Group
            aria-labelledby="matrix-preference"
            value={preference}
            disabled={!editable}
            onChange={(event) => setPreference(event.target.value as typeof preference)}
            style={{ display: 'grid', gap: 4, marginBottom: 12 }}
            options={preferences.map((each) => ({
              value: each,
              label: (
                <>
                  {t(`records.matrix.prefer.${each}`)}
                  {each !== 'ordinary' && <span className="muted"> – {t(`records.matrix.preferHint.${each}`)}</span>}
                </>
              ),
            }))}
          />
        </>
      )}
      {editable && (
        <>
          <label htmlFor="matrix-evidence">{t('records.matrix.evidence')}</label>
          <Input.TextArea
            id="matrix-evidence"
            value={evidence}
            maxLength={1000}
            placeholder={t('records.matrix.evidenceHint')}
            onChange={(event) => setEvidence(event.target.value)}
            autoSize={{ minRows: 2 }}
          />
          <p style={{ margin: '10px 0 4px' }}>{t('records.matrix.assessedOn')}</p>
          <DatePicker
            value={on ?? dayjs()}
            allowClear={false}
            aria-label={t('records.matrix.assessedOn')}
            onChange={(date) => date && setOn(date)}
            disabledDate={(date) => date.isAfter(dayjs())}
          />
        </>
      )}
      <h3 style={{ marginTop: 16 }}>{t('records.matrix.history')}</h3>
      {!history?.length && <p className="muted">{t('records.matrix.noHistory')}</p>}
      <ol className="matrix-history">
        {history?.map((entry, index) => (
          <li key={index}>
            <strong>
              {entry.level ?? '–'} {marks[entry.preference ?? 'ordinary']}
            </strong>
            <span>
              {day(entry.assessedOn)} {entry.assessorName}
            </span>
            {entry.evidence && <p className="muted">{entry.evidence}</p>}
          </li>
        ))}
      </ol>
    </Modal>
  );
}

/** Who can do what, how well, and who says so. Routing reads exactly this. Arrow keys move, Enter opens. */
export function MatrixPage() {
  const { t, say } = useWords();
  const [read, write] = useUrlState();
  const [open, setOpen] = useState<MatrixCell>();
  // one stop for Tab in the whole matrix; arrows move inside it
  const [stop, setStop] = useState({ row: 0, column: 0 });
  const { options: teams } = useOptions('/teams');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/skill-matrix'),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={8} /> : null;
  const team = read('team');
  const needle = read('q').toLowerCase();
  const agents = data.agents.filter(
    (agent) => (!team || agent.teamId === team) && agent.name.toLowerCase().includes(needle),
  );
  const skills = data.skills.filter((skill) => skill.active !== false);
  const move = (event: React.KeyboardEvent<HTMLTableElement>) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!step || !cell) return;
    event.preventDefault();
    const next = event.currentTarget.querySelector<HTMLElement>(
      `[data-row="${Number(cell.dataset.row) + step[0]!}"][data-column="${Number(cell.dataset.column) + step[1]!}"]`,
    );
    next?.focus();
  };
  return (
    <>
      <div className="page-head">
        <h1>{t('records.matrix.title')}</h1>
        <p>{t('records.matrix.lead')}</p>
      </div>
      <div className="list-tools" role="search">
        <Input
          className="list-search"
          allowClear
          aria-label={t('common.search')}
          placeholder={t('common.search')}
          defaultValue={read('q')}
          onChange={(event) => write({ q: event.target.value })}
        />
        <Select
          aria-label={t('common.entry.teams')}
          style={{ minWidth: 160 }}
          value={team}
          onChange={(value) => write({ team: value })}
          options={[{ value: '', label: t('records.anyOf', { what: t('common.entry.teams') }) }, ...teams]}
        />
      </div>
      <div className="panel matrix-wrap">
        {agents.length === 0 || skills.length === 0 ? (
          <Empty title={t('records.matrix.empty')} hint={t('records.matrix.emptyHint')} />
        ) : (
          <table className="matrix" onKeyDown={move}>
            <thead>
              <tr>
                <th scope="col">{t('records.f.name')}</th>
                {skills.map((skill) => (
                  <th key={skill.id} scope="col">
                    {say(skill.name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {agents.map((agent, row) => (
                <tr key={agent.id}>
                  <th scope="row">{agent.name}</th>
                  {skills.map((skill, column) => {
                    const cell = at(data, agent.id, skill.id);
                    const level = cell?.level ?? null;
                    const preference = cell?.preference ?? 'ordinary';
                    const held = skill.yesNo ? t('common.yes') : `${level} ${t(`records.level.${level}`)}`;
                    const words =
                      level === null
                        ? t('records.matrix.none')
                        : preference === 'ordinary'
                          ? held
                          : `${held}, ${t(`records.matrix.prefer.${preference}`)}`;
                    return (
                      <td key={skill.id}>
                        <button
                          type="button"
                          data-row={row}
                          data-column={column}
                          tabIndex={
                            row === Math.min(stop.row, agents.length - 1) &&
                            column === Math.min(stop.column, skills.length - 1)
                              ? 0
                              : -1
                          }
                          onFocus={() => setStop({ row, column })}
                          data-level={level ?? undefined}
                          aria-label={`${agent.name}, ${say(skill.name)}: ${words}`}
                          title={words}
                          onClick={() => setOpen(cell ?? { agentId: agent.id, skillId: skill.id })}
                        >
                          {level === null ? '' : skill.yesNo ? '✓' : level}
                          {marks[preference] && <span aria-hidden="true"> {marks[preference]}</span>}
                        </button>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {data.cells.some((cell) => marks[cell.preference ?? 'ordinary']) && (
        <p className="muted">{t('records.matrix.legend')}</p>
      )}
      {open && <CellDialog matrix={data} cell={open} close={() => setOpen(undefined)} />}
    </>
  );
}
