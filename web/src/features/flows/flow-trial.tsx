import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { FlowTrial, FlowTrialLine, FlowTrialMove, FlowTrialSituation } from '@/api/contract';
import { languageNames, languages } from '@/lib/languages';
import { useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { lookupQuery } from '@/ui/records/lookups';
import { StatePill } from '@/ui/state-pill';
import './flow-trial.css';

const clockOf = (millis: number) =>
  `${Math.floor(millis / 60_000)}:${String(Math.floor(millis / 1000) % 60).padStart(2, '0')}`;

/** What was said, in all three languages: the reader's first. */
function Words({ line }: { line: FlowTrialLine }) {
  const { t, say, language } = useWords();
  const order = languages.toSorted((a, b) => Number(b === language) - Number(a === language));
  return (
    <>
      {line.said.map((said, index) => (
        <div key={index} className="trial-said">
          {said.clip && <code>{said.clip}</code>}
          {said.words
            ? order
                .filter((each) => said.words?.[each])
                .map((each) => (
                  <p key={each} lang={each} className={each === order[0] ? '' : 'muted'}>
                    {said.words?.[each]}
                  </p>
                ))
            : !said.clip && <p>{say(undefined)}</p>}
          {said.clip && !said.words && <p className="muted">{t('flows.try.unwritten')}</p>}
        </div>
      ))}
    </>
  );
}

function Line({ line, tried }: { line: FlowTrialLine; tried: string }) {
  const { t, say } = useWords();
  const label = line.said[0]?.words;
  const text = t(`flows.try.line.${line.kind}`, {
    defaultValue: line.kind,
    ...line.data,
    step: line.flow === tried ? line.step : `${line.flow} › ${line.step}`,
    meaning: label ? say(label) : '',
    open: t(`flows.try.${line.data.open === 'true' ? 'open' : 'closed'}`),
    why: t(`flows.try.why.${line.data.why}`, { defaultValue: '' }),
    outcome: t(`flows.try.outcome.${line.data.outcome}`, { defaultValue: line.data.outcome ?? '' }),
    granted: t(`common.${line.data.granted === 'true' ? 'yes' : 'no'}`),
    on: t(`flows.try.${line.data.on === 'true' ? 'paused' : 'resumed'}`),
    move: t(`flows.try.move.${line.data.move}`, {
      defaultValue: '',
      text: line.data.text ?? '',
      seconds: Number(line.data.millis ?? 0) / 1000,
    }),
  });
  return (
    <li data-kind={line.kind}>
      <span className="mono trial-at">{clockOf(line.atMillis)}</span>
      <div>{line.kind === 'said' ? <Words line={line} /> : String(text)}</div>
    </li>
  );
}

const fieldsOf = (text: string) =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^\s*([^=]+?)\s*=\s*(.*)$/.exec(line))
      .filter((found) => found !== null)
      .map((found) => [found[1]!, found[2]!]),
  );

/** The hour, the caller and what else is supposed. */
function Supposed({
  situation,
  change,
}: {
  situation: FlowTrialSituation;
  change: (part: FlowTrialSituation) => void;
}) {
  const { t } = useWords();
  const tongues = languages.map((each) => ({ value: each, label: languageNames[each] }));
  const [answer, setAnswer] = useState('');
  return (
    <div className="trial-supposed">
      <label>
        {t('flows.try.at', { zone: situation.zone ?? 'UTC' })}
        <Input type="datetime-local" value={situation.at} onChange={(event) => change({ at: event.target.value })} />
      </label>
      <label>
        {t('flows.try.callerNumber')}
        <Input
          value={situation.callerNumber}
          maxLength={60}
          onChange={(event) => change({ callerNumber: event.target.value })}
        />
      </label>
      <label>
        {t('flows.try.language')}
        <Select
          aria-label={t('flows.try.language')}
          value={situation.language}
          onChange={(language) => change({ language })}
          options={tongues}
        />
      </label>
      <Checkbox checked={situation.known} onChange={(event) => change({ known: event.target.checked })}>
        {t('flows.try.known')}
      </Checkbox>
      {situation.known && (
        <>
          <label>
            {t('flows.try.callerName')}
            <Input
              value={situation.callerName}
              maxLength={200}
              onChange={(event) => change({ callerName: event.target.value })}
            />
          </label>
          <label>
            {t('flows.try.rank')}
            <InputNumber
              aria-label={t('flows.try.rank')}
              min={0}
              max={1000}
              value={situation.rank ?? 0}
              onChange={(rank) => change({ rank: rank ?? 0 })}
            />
          </label>
          <label>
            {t('flows.try.level')}
            <Input value={situation.level} maxLength={60} onChange={(event) => change({ level: event.target.value })} />
          </label>
          <label>
            {t('flows.try.customerLanguage')}
            <Select
              aria-label={t('flows.try.customerLanguage')}
              allowClear
              {...(situation.customerLanguage && { value: situation.customerLanguage })}
              onChange={(customerLanguage) => change({ customerLanguage })}
              options={tongues}
            />
          </label>
        </>
      )}
      <Checkbox checked={situation.shortWay} onChange={(event) => change({ shortWay: event.target.checked })}>
        {t('flows.try.shortWay')}
      </Checkbox>
      <details>
        <summary>{t('flows.try.world')}</summary>
        <div className="trial-supposed">
          <Checkbox checked={situation.queueFull} onChange={(event) => change({ queueFull: event.target.checked })}>
            {t('flows.try.queueFull')}
          </Checkbox>
          <label>
            {t('flows.try.position')}
            <InputNumber
              aria-label={t('flows.try.position')}
              min={1}
              max={10_000}
              value={situation.position ?? 2}
              onChange={(position) => change({ position: position ?? 2 })}
            />
          </label>
          <label>
            {t('flows.try.toMinutes')}
            <InputNumber
              aria-label={t('flows.try.toMinutes')}
              min={0}
              max={600}
              value={situation.toMinutes ?? 4}
              onChange={(minutes) => change({ toMinutes: minutes ?? 0, fromMinutes: Math.min(2, minutes ?? 0) })}
            />
          </label>
          <Checkbox
            checked={situation.callsBack !== false}
            onChange={(event) => change({ callsBack: event.target.checked })}
          >
            {t('flows.try.callsBack')}
          </Checkbox>
          <label>
            {t('flows.try.dial')}
            <Select
              aria-label={t('flows.try.dial')}
              value={situation.dial ?? 'answered'}
              onChange={(dial) => change({ dial })}
              options={(['answered', 'busy', 'no-answer', 'failed'] as const).map((each) => ({
                value: each,
                label: t(`flows.try.outcome.${each}`),
              }))}
            />
          </label>
          <label>
            {t('flows.try.lookupStatus')}
            <InputNumber
              aria-label={t('flows.try.lookupStatus')}
              min={0}
              max={599}
              value={situation.lookupStatus ?? 200}
              onChange={(status) => change({ lookupStatus: status ?? 0 })}
            />
          </label>
          <label>
            {t('flows.try.lookupFields')}
            <Input.TextArea
              value={answer}
              autoSize={{ minRows: 2, maxRows: 6 }}
              placeholder={'state=shipped'}
              onChange={(event) => {
                setAnswer(event.target.value);
                change({ lookupFields: fieldsOf(event.target.value) });
              }}
            />
          </label>
        </div>
      </details>
    </div>
  );
}

/**
 * A test call of the text in the editor, by text. The server keeps nothing: each move sends all of them again, so one
 * step back is one move fewer, and a changed text is tried with the moves made so far.
 */
export function FlowTrialPanel({
  code,
  yaml,
  clientId,
  trial,
  setTrial,
}: {
  code: string;
  yaml: string;
  clientId: string | undefined;
  trial: FlowTrial | undefined;
  setTrial: (trial: FlowTrial | undefined) => void;
}) {
  const { t, language, zone } = useWords();
  const { data: clients = [] } = useQuery(lookupQuery('/clients'));
  const own = clients.find((each) => each.id === clientId) as { timeZone?: string } | undefined;
  const [situation, setSituation] = useState<FlowTrialSituation>({
    at: dayjs().format('YYYY-MM-DDTHH:mm'),
    language: languages.find((each) => each === language) ?? 'en',
    callerNumber: '',
    known: false,
  });
  const [moves, setMoves] = useState<FlowTrialMove[]>([]);
  const [entry, setEntry] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(yaml);
  const log = useRef<HTMLOListElement>(null);
  const supposed = { ...situation, zone: own?.timeZone ?? zone };
  useEffect(() => {
    log.current?.scrollTo?.({ top: log.current.scrollHeight });
  }, [trial]);
  const run = async (next: FlowTrialMove[]) => {
    setBusy(true);
    try {
      setTrial(
        await api.post('/flows/try', {
          body: { yaml, ...(clientId && { clientId }), situation: supposed, moves: next },
        }),
      );
      setMoves(next);
      setTried(yaml);
      setEntry('');
      setProblem(undefined);
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  const make = (move: FlowTrialMove) => void run([...moves, move]);
  const send = () => {
    const text = entry.trim();
    if (text) make(/^[0-9*#]+$/.test(text) ? { move: 'press', text } : { move: 'write', text });
  };
  const turn = trial?.turn;
  const customers = turn === 'choice' || turn === 'entry' || turn === 'agent' || turn === 'time';
  return (
    <Panel
      title={t('flows.try.title')}
      extra={
        trial && (
          <span className="muted mono">
            {trial.clock.replace('T', ' ').slice(0, 19)} · {clockOf(trial.atMillis)}
          </span>
        )
      }
    >
      <p className="muted">{t('flows.try.lead')}</p>
      <Supposed situation={supposed} change={(part) => setSituation((before) => ({ ...before, ...part }))} />
      <div className="trial-tools">
        <Button type={trial ? 'default' : 'primary'} loading={busy} onClick={() => void run([])}>
          {t(trial ? 'flows.try.again' : 'flows.try.begin')}
        </Button>
        {trial && tried !== yaml && <Button onClick={() => void run(moves)}>{t('flows.try.changed')}</Button>}
        {moves.length > 0 && <Button onClick={() => void run(moves.slice(0, -1))}>{t('flows.try.back')}</Button>}
      </div>
      <ProblemNote error={problem} />
      {trial && (
        <>
          <ol className="trial-lines" ref={log} role="log" aria-label={t('flows.try.title')} tabIndex={0}>
            {trial.lines.map((line, index) => (
              <Line key={index} line={line} tried={code} />
            ))}
          </ol>
          <p>
            <StatePill state={turn === 'nobody' ? 'off' : 'good'}>{t(`flows.try.turn.${turn}`)}</StatePill>
            {trial.cut && <StatePill state="warn">{t('flows.try.cut')}</StatePill>}
          </p>
          {turn !== 'nobody' && (
            <div className="trial-tools">
              {trial.choices.map((choice) => (
                <Button key={choice.key} onClick={() => make({ move: 'press', text: choice.key })}>
                  {choice.key} {choice.label}
                </Button>
              ))}
              {customers && (
                <>
                  <Input
                    className="trial-entry"
                    aria-label={t('flows.try.entry')}
                    placeholder={t('flows.try.entry')}
                    value={entry}
                    maxLength={500}
                    onChange={(event) => setEntry(event.target.value)}
                    onPressEnter={send}
                  />
                  <Button disabled={!entry.trim()} onClick={send}>
                    {t('flows.try.send')}
                  </Button>
                  <Button onClick={() => make({ move: 'stay', seconds: 0 })}>{t('flows.try.stay')}</Button>
                </>
              )}
              {turn === 'agent' && (
                <>
                  <Button onClick={() => make({ move: 'stay', seconds: 60 })}>{t('flows.try.minute')}</Button>
                  <Button onClick={() => make({ move: 'agent-answers' })}>{t('flows.try.agentAnswers')}</Button>
                </>
              )}
              {turn === 'conversation' && (
                <Button onClick={() => make({ move: 'agent-leaves' })}>{t('flows.try.agentLeaves')}</Button>
              )}
              <Button danger onClick={() => make({ move: 'hang-up' })}>
                {t('flows.try.hangUp')}
              </Button>
            </div>
          )}
          <details>
            <summary>{t('flows.try.variables', { count: trial.variables.length })}</summary>
            <table className="trial-variables">
              <tbody>
                {trial.variables.map(({ name, value }) => (
                  <tr key={name}>
                    <th scope="row">
                      <code>{name}</code>
                    </th>
                    <td>{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </Panel>
  );
}
