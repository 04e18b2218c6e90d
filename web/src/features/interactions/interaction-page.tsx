import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { InteractionRecord } from '@/api/contract';
import { factWords } from '@/lib/facts';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { Stays } from '@/ui/stays';
import { ToldPanel } from '@/ui/told-in-contact';
import { Recordings } from './player';
import { Dispositions } from './dispositions';
import { Speech } from './speech';
import { Timeline } from './timeline';
import './interaction.css';

function Notes({ record, refresh }: { record: InteractionRecord; refresh: () => void }) {
  const { t, say, dateTime } = useWords();
  const { message } = App.useApp();
  const editable = useCan('interactions.edit');
  const [text, setText] = useState('');
  return (
    <Panel title={t('insight.notes')}>
      {record.notes.length === 0 && <p className="muted">{t('insight.noNotes')}</p>}
      <ol className="notes">
        {record.notes.map((note, index) => (
          <li key={index}>
            {note.form ? (
              <>
                <h3>{say(note.form.title)}</h3>
                <dl className="note-lines">
                  {note.form.lines.map((line) => (
                    <div key={line.item}>
                      <dt>{say(line.label)}</dt>
                      <dd>
                        {say(line.said) || t('insight.noteHidden')}
                        {line.at && (
                          <span className="muted">
                            {' '}
                            {dateTime(line.at)}
                            {line.by && line.by !== note.author && ` · ${line.by}`}
                          </span>
                        )}
                      </dd>
                    </div>
                  ))}
                </dl>
              </>
            ) : (
              <p>{note.text}</p>
            )}
            <span className="muted">
              {note.author} · {dateTime(note.at)}
            </span>
          </li>
        ))}
      </ol>
      {editable && (
        <div className="notes-add no-print">
          <Input.TextArea
            aria-label={t('insight.addNote')}
            placeholder={t('insight.addNote')}
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            disabled={!text.trim()}
            onClick={async () => {
              try {
                await api.post('/interactions/{id}/notes', { path: { id: record.id }, body: { text: text.trim() } });
                setText('');
                refresh();
              } catch (problem) {
                void message.error(wordsOf(problem));
              }
            }}
          >
            {t('common.add')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Contacts of the same customer that come one within the other's window: perhaps all about one wish. */
function Repeats({ record }: { record: InteractionRecord }) {
  const { t, say, dateTime } = useWords();
  const { earlier, later, windowHours } = record.repeats;
  if (earlier.length + later.length === 0) return null;
  const line = (each: (typeof earlier)[number]) => (
    <li key={each.id}>
      <Link className="in-text" to={`/insight/interactions/${each.id}`}>
        {dateTime(each.at)}
      </Link>
      <span className="muted">
        {' '}
        {[say(each.queueName), each.agentName, t(`insight.outcome.${each.outcome}`)].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
  return (
    <Panel title={t('insight.repeats.title')}>
      <p className="muted">{t('insight.repeats.lead', { hours: windowHours })}</p>
      {earlier.length > 0 && <h3>{t('insight.repeats.earlier')}</h3>}
      <ol className="notes">{earlier.map(line)}</ol>
      {later.length > 0 && <h3>{t('insight.repeats.later')}</h3>}
      <ol className="notes">{later.map(line)}</ol>
    </Panel>
  );
}

export function InteractionPage() {
  const { id = '' } = useParams();
  const { t, say, dateTime, clock, timeWithMillis } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['interaction', id],
    queryFn: () => api.get('/interactions/{id}', { path: { id } }),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  const customer = data.customer;
  // the language is told by itself; what a flow noted of it is told only where it differs
  const otherFacts = Object.fromEntries(
    Object.entries(data.attributes).filter(([name, value]) => name !== 'language' || value !== data.language),
  );
  return (
    <>
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link to="/insight/interactions" className="no-print">
            ← {t('insight.back')}
          </Link>
          <h1>
            {customer?.name || data.fromName || data.from || t('desk.customer.hidden')}
            <span className="muted head-at">{dateTime(data.at)}</span>
          </h1>
        </div>
        <StatePill state={data.outcome}>
          <strong>{t(`insight.outcome.${data.outcome}`)}</strong>
        </StatePill>
        <Button className="no-print" icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
          {t('insight.print')}
        </Button>
      </div>
      <div className="interaction">
        <div className="interaction-main">
          <Recordings record={data} />
          <Panel
            title={t('insight.steps')}
            extra={
              <span className="muted num">
                {t('insight.start', { time: timeWithMillis(data.timeline[0]?.at ?? data.at) })}
              </span>
            }
          >
            <Timeline record={data} />
          </Panel>
        </div>
        <aside className="interaction-side">
          <Speech speech={data.speech} />
          <Panel title={t('insight.facts')}>
            <dl className="facts">
              <dt>{t('insight.from')}</dt>
              <dd className="mono">{data.from || t('desk.customer.hidden')}</dd>
              <dt>{t('insight.dialled')}</dt>
              <dd className="mono">{data.dialled}</dd>
              {customer && (
                <>
                  <dt>{t('insight.customer')}</dt>
                  <dd>
                    <Link to={`/desk/customers?record=${customer.id}`}>{customer.name}</Link>
                  </dd>
                </>
              )}
              <dt>{t('insight.queue')}</dt>
              <dd>{say(data.queueName) || '–'}</dd>
              <dt>{t('insight.agent')}</dt>
              <dd>{data.agentName ?? '–'}</dd>
              <dt>{t('insight.waited')}</dt>
              <dd>{data.waitMillis === undefined ? '–' : clock(data.waitMillis)}</dd>
              <dt>{t('insight.talked')}</dt>
              <dd>{data.talkMillis === undefined ? '–' : clock(data.talkMillis)}</dd>
              <dt>{t('insight.language')}</dt>
              <dd>{t(`common.lang.${data.language}`, { defaultValue: data.language })}</dd>
              {data.keys.length > 0 && (
                <>
                  <dt>{t('insight.keys')}</dt>
                  <dd>
                    {data.keys.map((key, index) => (
                      <div key={index}>
                        <kbd>{key.digits}</kbd> {say(key.meaning) || key.prompt}
                      </div>
                    ))}
                  </dd>
                </>
              )}
              {factWords(t, otherFacts).map(({ name, value }) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
              <dt>{t('insight.dispositions')}</dt>
              <dd>
                <Dispositions record={data} refresh={() => void refetch()} />
              </dd>
            </dl>
          </Panel>
          <ToldPanel interactionId={id} />
          <Repeats record={data} />
          <Notes record={data} refresh={() => void refetch()} />
          <Stays of={{ interaction: id }} />
          <Panel title={t('insight.cases')}>
            {data.cases.length === 0 && <p className="muted">{t('insight.noCases')}</p>}
            <ul className="notes">
              {data.cases.map((each) => (
                <li key={each.id}>
                  <Link to={`/desk/cases/${each.id}`}>{each.subject || say(each.typeName)}</Link>
                  <span className="muted"> {say(each.stateName)}</span>
                </li>
              ))}
            </ul>
          </Panel>
        </aside>
      </div>
    </>
  );
}
