import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import type { IntentTable, IntentWish, IntentsPage as Table } from '@/api/contract';
import { useHistory } from '@/lib/history';
import { useLate } from '@/lib/now';
import { useCan, useMe, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { useUrlState } from '@/lib/url-state';
import { DefinitionLife } from '@/ui/definition-life';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { useOptions } from '@/ui/records/lookups';
import { NamesInput } from '@/ui/records/names-input';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import './intents.css';
import { intents, missedQuery, useIntents, useJudged, useTried } from './intents-query';
import { MissedWishes, phraseOf } from './missed-wishes';
import { freeCode, loaded, mostPhrases, phrasesOf } from './phrases';

const house = 'house';

/** What customers want, in the words they put it in. */
export function IntentsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const me = useMe();
  const { options } = useOptions('/clients');
  // most houses write a table for a client; the house's own, for clients without one, is chosen by name
  const chosen = (read('client') || me.clients[0]?.id) ?? house;
  const client = chosen === house ? '' : chosen;
  const { data, error, isPending, refetch } = useIntents(client);
  const late = useLate(isPending);
  const choice = (
    <Select
      aria-label={t('intents.client')}
      value={chosen}
      style={{ minWidth: 180 }}
      options={[...options, { value: house, label: t('intents.house') }]}
      onChange={(next) => write({ client: next })}
    />
  );
  if (data) return <Editor key={`${client} ${data.latestVersion}`} client={client} page={data} choice={choice} />;
  return (
    <>
      <div className="page-head">
        <h1>{t('intents.title')}</h1>
        {choice}
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!error && late && <Skeleton rows={8} />}
    </>
  );
}

function Editor({ client, page, choice }: { client: string; page: Table; choice: React.ReactNode }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('flows.edit');
  const mayApprove = useCan('flows.approve');
  const { now, change, undo, redo, canUndo, canRedo } = useHistory<IntentTable>(() => page.table);
  const [picked, setPicked] = useState(0);
  const [search, setSearch] = useState('');
  const [added, setAdded] = useState<{ words: string; code: string }[]>([]);
  const { judgement, judging } = useJudged(now, page.judgement);
  const file = useRef<HTMLInputElement>(null);
  const wishes = now.intents ?? [];
  // a phrase taken out again, or undone, was not taken
  const taken = added
    .filter(({ words, code }) => wishes.some((wish) => wish.code === code && wish.phrases?.includes(phraseOf(words))))
    .map(({ words }) => words);
  const dirty = now !== page.table && JSON.stringify(now) !== JSON.stringify(page.table);
  const group = t('intents.title');
  useShortcut('Ctrl+Z', t('forms.edit.undo'), group, undo, editable && canUndo);
  useShortcut('Ctrl+Shift+Z', t('forms.edit.redo'), group, redo, editable && canRedo);
  const renew = () => queries.invalidateQueries({ queryKey: ['intents', client] });
  const edit = (at: number, next: IntentWish, name?: string) =>
    change({ ...now, intents: wishes.map((wish, index) => (index === at ? next : wish)) }, name);
  const add = () => {
    const code = freeCode(now);
    change({ ...now, intents: [...wishes, { code, name: {}, phrases: [] }] });
    setPicked(wishes.length);
    setSearch('');
  };
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    const result = loaded(now, await chosen.text());
    change(result.table);
    const refused = result.refused[0];
    const told = t('intents.loadedRows', { count: result.added, wishes: result.wishes });
    if (refused)
      void message.warning(`${told} ${t('intents.refusedRows', { count: result.refused.length, ...refused })}`, 10);
    else void message.success(told);
  };
  const wish = wishes[picked];
  const remarksOf = (code: string | null | undefined) => judgement.remarks.filter(({ intent }) => intent === code);
  const wanted = search.trim().toLowerCase();
  const shared = judgement.remarks.some(({ code }) => code === 'shared');
  return (
    <DefinitionLife
      versions={page.versions}
      latest={page.latestVersion}
      live={page.liveVersion}
      dirty={dirty}
      held={judging || shared}
      mayEdit={editable}
      mayApprove={mayApprove}
      save={async (reason) => {
        await intents.draft(client, page.latestVersion, now, reason);
        // one that comes back is asked for again: nothing is lost where this does not reach the server
        await Promise.allSettled(taken.map((words) => intents.settle(client, words)));
        await queries.invalidateQueries({ queryKey: missedQuery(client).queryKey });
        await renew();
      }}
      ends
      approve={async (version, reason, from, to) => {
        await intents.approve(client, version, reason, from, to);
        await renew();
      }}
      takeBack={async (version, reason) => {
        await intents.takeBack(client, version, reason);
        await renew();
      }}
      retire={async (version, reason) => {
        await intents.retire(client, version, reason);
        await renew();
      }}
      difference={(from, to) => intents.difference(client, from, to)}
      load={async (version) => change((await intents.version(client, version)).table)}
    >
      {({ acts, versions }) => (
        <>
          <LeaveGuard dirty={dirty} />
          <div className="page-head">
            <h1>{t('intents.title')}</h1>
            {choice}
            {acts}
            <p>{t('intents.lead')}</p>
          </div>
          <div className="intents" data-none={wishes.length === 0 || undefined}>
            <Panel title={t('intents.wishes', { count: wishes.length })} flush>
              {editable && (
                <div className="intents-acts" role="toolbar" aria-label={t('intents.title')}>
                  <Button size="small" disabled={!canUndo} onClick={undo} aria-keyshortcuts="Control+Z">
                    {t('common.undo')}
                  </Button>
                  <Button size="small" onClick={() => file.current?.click()} title={t('intents.loadHint')}>
                    {t('intents.load')}
                  </Button>
                  <Button size="small" type="primary" onClick={add}>
                    {t('intents.add')}
                  </Button>
                  <input
                    ref={file}
                    type="file"
                    hidden
                    accept=".csv,.txt,.tsv,text/csv,text/plain"
                    aria-label={t('intents.load')}
                    onChange={(event) => {
                      void load(event.target.files?.[0]);
                      event.target.value = '';
                    }}
                  />
                </div>
              )}
              {wishes.length > 8 && (
                <Input.Search
                  className="intents-search"
                  allowClear
                  aria-label={t('intents.search')}
                  placeholder={t('intents.search')}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
              )}
              {wishes.length === 0 ? (
                <Empty title={t('intents.none')} hint={t('intents.noneHint')} />
              ) : (
                <ul className="intents-list">
                  {wishes.map((each, at) => {
                    const words = `${each.code} ${Object.values(each.name ?? {}).join(' ')} ${(each.phrases ?? []).join(' ')}`;
                    if (wanted && !words.toLowerCase().includes(wanted)) return null;
                    const remarks = remarksOf(each.code).length;
                    return (
                      <li key={at}>
                        <button type="button" aria-current={at === picked || undefined} onClick={() => setPicked(at)}>
                          <strong>{say(each.name ?? undefined) || each.code}</strong>{' '}
                          <span className="muted num">
                            {t('intents.phrases', { count: each.phrases?.length ?? 0 })}
                            {remarks > 0 && <em> · {t('intents.remarks', { count: remarks })}</em>}
                          </span>
                        </button>
                      </li>
                    );
                  })}
                </ul>
              )}
            </Panel>
            <div className="intents-middle">
              {wish && (
                <Wish
                  key={picked}
                  wish={wish}
                  remarks={remarksOf(wish.code).map(({ text }) => text)}
                  editable={editable}
                  change={(next, name) => edit(picked, next, name && `${picked} ${name}`)}
                  remove={() => {
                    change({ ...now, intents: wishes.filter((_, at) => at !== picked) });
                    setPicked(Math.max(0, picked - 1));
                  }}
                />
              )}
            </div>
            <div className="intents-right">
              <TryIt table={now} pick={(code) => setPicked(wishes.findIndex((each) => each.code === code))} />
              <Panel title={t('intents.judgement')}>
                <dl className="intents-figures" aria-busy={judging}>
                  <dt title={t('intents.rightHint')}>{t('intents.right')}</dt>
                  <dd>
                    <ShareCell
                      share={{
                        part: judgement.right,
                        whole: judgement.answered,
                        ...(judgement.low != null && { low: judgement.low }),
                        ...(judgement.high != null && { high: judgement.high }),
                      }}
                    />
                  </dd>
                  <dt title={t('intents.answeredHint')}>{t('intents.answered')}</dt>
                  <dd className="num">
                    {judgement.answered} / {judgement.tried}
                  </dd>
                  <dt>
                    <label htmlFor="intents-sure">{t('intents.sure')}</label>
                  </dt>
                  <dd>
                    <InputNumber
                      id="intents-sure"
                      size="small"
                      disabled={!editable}
                      min={30}
                      max={99}
                      suffix="%"
                      value={Math.round((now.sure ?? 0.6) * 100)}
                      onChange={(sure) => sure != null && change({ ...now, sure: sure / 100 }, 'sure')}
                    />
                  </dd>
                </dl>
                <p className="muted">{t('intents.judgementHint')}</p>
              </Panel>
              <MissedWishes
                client={client}
                wishes={wishes}
                taken={taken}
                take={
                  editable
                    ? (words, code) => {
                        const at = wishes.findIndex((each) => each.code === code);
                        const chosen = wishes[at];
                        if (!chosen) return;
                        edit(at, { ...chosen, phrases: [...(chosen.phrases ?? []), phraseOf(words)] });
                        setAdded((before) => [...before, { words, code }]);
                        setPicked(at);
                      }
                    : undefined
                }
              />
              {page.versions.length > 0 && versions}
            </div>
          </div>
        </>
      )}
    </DefinitionLife>
  );
}

function Wish({
  wish,
  remarks,
  editable,
  change,
  remove,
}: {
  wish: IntentWish;
  remarks: string[];
  editable: boolean;
  change: (next: IntentWish, name?: string) => void;
  remove: () => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const phrases = wish.phrases ?? [];
  // What is being typed keeps its blanks and empty lines; what is kept has none.
  const [typed, setTyped] = useState(phrases.join('\n'));
  const shown = phrasesOf(typed).join('\n') === phrases.join('\n') ? typed : phrases.join('\n');
  return (
    <Panel
      title={say(wish.name ?? undefined) || (wish.code ?? '')}
      extra={
        editable && (
          <Button size="small" danger type="text" onClick={remove}>
            {t('intents.remove')}
          </Button>
        )
      }
    >
      <div className="intents-fields">
        <label htmlFor={`${id}-name`}>{t('intents.name')}</label>
        <NamesInput
          id={`${id}-name`}
          value={wish.name ?? {}}
          disabled={!editable}
          onChange={(name) => change({ ...wish, name }, 'name')}
        />
        <label htmlFor={`${id}-code`}>{t('intents.code')}</label>
        <Input
          id={`${id}-code`}
          className="mono"
          value={wish.code ?? ''}
          maxLength={60}
          disabled={!editable}
          onChange={(event) => change({ ...wish, code: event.target.value.toLowerCase() }, 'code')}
        />
        <label htmlFor={`${id}-phrases`}>{t('intents.phrasesLabel')}</label>
        <Input.TextArea
          id={`${id}-phrases`}
          aria-describedby={`${id}-hint`}
          autoSize={{ minRows: 8, maxRows: 24 }}
          value={shown}
          disabled={!editable}
          onChange={(event) => {
            setTyped(event.target.value);
            change({ ...wish, phrases: phrasesOf(event.target.value) }, 'phrases');
          }}
        />
        <p id={`${id}-hint`} className="muted">
          {t('intents.phrasesHint', { count: phrases.length, most: mostPhrases })}
        </p>
        {remarks.length > 0 && (
          <ul className="intents-remarks" role="status">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function TryIt({ table, pick }: { table: IntentTable; pick: (code: string) => void }) {
  const { t, say } = useWords();
  const [text, setText] = useState('');
  const tried = useTried(table, text);
  return (
    <Panel title={t('intents.try')}>
      <Input
        allowClear
        maxLength={500}
        aria-label={t('intents.tryLabel')}
        placeholder={t('intents.tryLabel')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="intents-tried" aria-live="polite">
        {tried && !tried.intent && <p>{t('intents.unsure')}</p>}
        {tried?.candidates.map((each) => (
          <button
            key={each.intent}
            type="button"
            data-meant={each.intent === tried.intent || undefined}
            onClick={() => pick(each.intent)}
          >
            <strong>{say(each.name ?? undefined) || each.intent}</strong>{' '}
            <span className="num">{Math.round(each.confidence * 100)} %</span>{' '}
            <span className="intents-bar" style={{ inlineSize: `${each.confidence * 100}%` }} aria-hidden />
            <span className="muted">{t('intents.nearest', { phrase: each.phrase })}</span>
          </button>
        ))}
      </div>
    </Panel>
  );
}
