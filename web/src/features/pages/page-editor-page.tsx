import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/http';
import type { Language, PageContent, PageDifference, PageNode, PageRecord, Text } from '@/api/contract';
import { draft } from '@/lib/draft';
import { languages } from '@/lib/languages';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { VersionList } from '@/ui/version-list';
import { Changes } from './changes';
import { PageBody } from './page-body';
import { PageCare } from './page-care';
import { PageFiles } from './page-files';
import { kinds } from './pages-page';
import './pages.css';

export function PageEditorPage() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['page', code],
    queryFn: () => api.get('/pages/{code}', { path: { code } }),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Editor key={`${code}-${data.row.latestVersion}`} page={data} />;
}

/** How the text will look, 0.4 s after the last key, as the server reads it. */
function usePreview(body: string): PageNode[] {
  const [nodes, setNodes] = useState<PageNode[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      api.post('/page-preview', { body: { body } }).then(
        (answer) => current && setNodes(answer.nodes),
        () => undefined, // the last picture stays; saving says what is wrong
      );
    }, 400);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [body]);
  return nodes;
}

/** What was typed before a reload, if it began from the version that is newest still. */
function kept(key: string, page: PageRecord): PageContent {
  const text = draft.read(key);
  if (!text) return page.content;
  try {
    const found = JSON.parse(text) as { version: number; content: PageContent };
    return found.version === page.row.latestVersion ? found.content : page.content;
  } catch {
    return page.content;
  }
}

/** Short, so that all three fit beside a title on a telephone. */
const marks: Record<Language, string> = { en: 'EN', 'zh-Hans': '简', 'zh-Hant': '繁' };

type Asking = { what: 'save' } | { what: 'approve' | 'retire' | 'take-back'; version: number };

function Editor({ page }: { page: PageRecord }) {
  const { t, say, language: own } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('pages.edit');
  const mayApprove = useCan('pages.approve');
  const { row } = page;
  const draftKey = `page.${row.code}`;
  const [content, setContent] = useState<PageContent>(() => kept(draftKey, page));
  const [language, setLanguage] = useState<Language>(
    () => (content.body[own as Language] ? (own as Language) : languages.find((each) => content.body[each])) ?? 'en',
  );
  const [asking, setAsking] = useState<Asking>();
  const [reason, setReason] = useState('');
  const [validFrom, setValidFrom] = useState('');
  const [acknowledge, setAcknowledge] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [difference, setDifference] = useState<PageDifference>();
  const area = useRef<HTMLTextAreaElement>(null);
  const nodes = usePreview(content.body[language] ?? '');
  const dirty = JSON.stringify(content) !== JSON.stringify(page.content);
  const change = (more: Partial<PageContent>) => {
    const next = { ...content, ...more };
    setContent(next);
    draft.keep(draftKey, JSON.stringify({ version: row.latestVersion, content: next }));
  };
  const said = (part: 'title' | 'body', words: string) => {
    const next: Text = { ...content[part] };
    if (words) next[language] = words;
    else delete next[language];
    change({ [part]: next });
  };
  const ask = (next: Asking) => {
    setReason('');
    setValidFrom('');
    setAcknowledge(false);
    setProblem(undefined);
    setAsking(next);
  };
  useShortcut('Ctrl+S', t('pages.save'), t('pages.title'), () => dirty && ask({ what: 'save' }), editable);
  const confirm = async () => {
    if (!asking) return;
    try {
      if (asking.what === 'save')
        await api.put('/pages/{code}', {
          path: { code: row.code },
          body: { baseVersion: row.latestVersion, content, reason },
        });
      else if (asking.what === 'approve')
        await api.post('/pages/{code}/versions/{version}/approve', {
          path: { code: row.code, version: asking.version },
          body: { reason, acknowledge, ...(validFrom && { validFrom: new Date(validFrom).toISOString() }) },
        });
      else
        await api.post(`/pages/{code}/versions/{version}/${asking.what}`, {
          path: { code: row.code, version: asking.version },
          body: { reason },
        });
      if (asking.what === 'save') draft.forget(draftKey);
      setAsking(undefined);
      void message.success(t('common.saved'));
      await Promise.all(
        [['page', row.code], ['list', '/pages'], ['page-work'], ['page-readers', row.code]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    } catch (cause) {
      setProblem(cause);
    }
  };
  const compare = async (version: number) => {
    const from = version === row.latestVersion ? (row.liveVersion ?? Math.max(1, version - 1)) : version;
    try {
      setDifference(
        await api.get('/pages/{code}/diff', { path: { code: row.code }, query: { from, to: row.latestVersion } }),
      );
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const load = async (version: number) => {
    try {
      const body = await api.get('/pages/{code}/versions/{version}', { path: { code: row.code, version } });
      change(body.content);
      void message.info(t('pages.loaded', { version }));
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const newest = page.versions[0];
  const insert = (words: string) => {
    const field = area.current;
    const before = content.body[language] ?? '';
    const at = field?.selectionStart ?? before.length;
    said('body', before.slice(0, at) + words + before.slice(at));
  };
  return (
    <>
      <LeaveGuard dirty={dirty} />
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link to="/quality/pages">← {t('pages.all')}</Link>
          <h1>
            {say(row.title) || row.code} <span className="muted mono head-code">{row.code}</span>
          </h1>
        </div>
        <span className="muted">
          {row.liveVersion ? t('pages.liveVersion', { version: row.liveVersion }) : t('pages.notShown')}
        </span>
        {row.liveVersion && (
          <span>
            <Link to={`/desk/pages/${row.code}`}>{t('pages.asReaders')}</Link>
          </span>
        )}
        {editable && (
          <Button
            type={dirty ? 'primary' : 'default'}
            disabled={!dirty}
            onClick={() => ask({ what: 'save' })}
            aria-keyshortcuts="Control+S"
          >
            {t('pages.save')}
          </Button>
        )}
        {mayApprove && newest?.state === 'draft' && (
          <Button
            type={dirty ? 'default' : 'primary'}
            disabled={dirty}
            onClick={() => ask({ what: 'approve', version: newest.version })}
          >
            {t('pages.approve', { version: newest.version })}
          </Button>
        )}
      </div>
      <div className="page-edit">
        <Panel
          title={t('pages.text')}
          extra={
            <Segmented
              aria-label={t('common.language')}
              value={language}
              options={languages.map((each) => ({
                value: each,
                label: (
                  <span title={t(`common.lang.${each}`)} aria-label={t(`common.lang.${each}`)} role="img">
                    {content.body[each] ? marks[each] : `+ ${marks[each]}`}
                  </span>
                ),
              }))}
              onChange={setLanguage}
            />
          }
        >
          <label htmlFor="page-title">{t('pages.titleField')}</label>
          <Input
            id="page-title"
            lang={language}
            readOnly={!editable}
            maxLength={200}
            value={content.title[language] ?? ''}
            onChange={(event) => said('title', event.target.value)}
          />
          <label htmlFor="page-text">{t('pages.body')}</label>
          <textarea
            id="page-text"
            ref={area}
            className="page-text"
            lang={language}
            readOnly={!editable}
            maxLength={40_000}
            aria-describedby="page-text-hint"
            value={content.body[language] ?? ''}
            onChange={(event) => said('body', event.target.value)}
          />
          <p id="page-text-hint" className="muted">
            {t('pages.markdown')}
          </p>
          <Facts content={content} change={change} editable={editable} />
          <PageFiles page={page} content={content} change={change} insert={insert} editable={editable} />
        </Panel>
        <div className="page-side">
          <Panel title={t('pages.preview')}>
            <div className="page-read">
              <h2 lang={language}>{content.title[language]}</h2>
              <PageBody nodes={nodes} lang={language} />
            </div>
          </Panel>
          <PageCare page={page} />
          <Panel title={t('pages.versions')} flush>
            <VersionList
              versions={page.versions}
              title={(version) => t('pages.version', { version })}
              state={({ state, version }) => ({
                tone: version === row.liveVersion ? 'good' : state === 'draft' ? 'warn' : 'off',
                words: version === row.liveVersion ? t('pages.state.live') : t(`pages.state.${state}`),
              })}
              actions={(each) => (
                <>
                  {page.versions.length > 1 && (
                    <Button size="small" type="text" onClick={() => void compare(each.version)}>
                      {t('pages.compare')}
                    </Button>
                  )}
                  {editable && each.version !== row.latestVersion && (
                    <Button size="small" type="text" onClick={() => void load(each.version)}>
                      {t('pages.load')}
                    </Button>
                  )}
                  {mayApprove && each.version === row.liveVersion && page.versions.length > 1 && (
                    <Button size="small" type="text" onClick={() => ask({ what: 'take-back', version: each.version })}>
                      {t('flows.takeBackShort')}
                    </Button>
                  )}
                  {mayApprove && each.version === row.liveVersion && (
                    <Button
                      size="small"
                      type="text"
                      danger
                      onClick={() => ask({ what: 'retire', version: each.version })}
                    >
                      {t('records.retire')}
                    </Button>
                  )}
                </>
              )}
            />
          </Panel>
        </div>
      </div>
      <Modal
        open={asking !== undefined}
        title={
          asking &&
          (asking.what === 'save'
            ? t('pages.saveTitle')
            : asking.what === 'take-back'
              ? t('flows.takeBack', { version: asking.version })
              : t(`pages.${asking.what}`, { version: asking.version }))
        }
        okText={t('common.save')}
        okButtonProps={{ disabled: reason.trim().length < 3 }}
        onCancel={() => setAsking(undefined)}
        onOk={() => void confirm()}
      >
        <ProblemNote error={problem} />
        {problem instanceof Problem && problem.code === 'edit-conflict' && <p>{t('pages.conflict')}</p>}
        {asking?.what === 'take-back' && <p>{t('flows.takeBackHint')}</p>}
        <label htmlFor="page-reason">{t('pages.reason')}</label>
        <Input
          id="page-reason"
          autoFocus
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim().length >= 3 && void confirm()}
        />
        <p className="muted">{t('pages.reasonHint')}</p>
        {asking?.what === 'approve' && (
          <>
            <p>
              <Checkbox checked={acknowledge} onChange={(event) => setAcknowledge(event.target.checked)}>
                {t('pages.askReaders')}
              </Checkbox>
            </p>
            <label htmlFor="page-from">{t('pages.validFrom')}</label>
            <Input
              id="page-from"
              type="datetime-local"
              value={validFrom}
              onChange={(event) => setValidFrom(event.target.value)}
            />
          </>
        )}
      </Modal>
      <Modal
        open={difference !== undefined}
        width={860}
        footer={null}
        title={difference && t('pages.compareTitle', { from: difference.from, to: difference.to })}
        onCancel={() => setDifference(undefined)}
      >
        {difference && <Changes difference={difference} />}
      </Modal>
    </>
  );
}

/** Kind, words to find it by, where it is proposed, until when it holds. */
function Facts({
  content,
  change,
  editable,
}: {
  content: PageContent;
  change: (more: Partial<PageContent>) => void;
  editable: boolean;
}) {
  const { t, say } = useWords();
  const { data: queues } = useQuery({
    queryKey: ['list', '/queues', 'choices'],
    queryFn: () => api.get('/queues', { query: { size: 200 } }),
    retry: false,
  });
  const { data: reasons } = useQuery({
    queryKey: ['list', '/dispositions', 'choices'],
    queryFn: () => api.get('/dispositions', { query: { size: 200 } }),
    retry: false,
  });
  const choices = (items: { code?: string | null; name?: Text | null }[] | undefined) =>
    [...new Map((items ?? []).map((each) => [each.code ?? '', each])).values()].map((each) => ({
      value: each.code ?? '',
      label: say(each.name) || each.code,
    }));
  const list = (name: 'tags' | 'queues' | 'reasons', options?: { value: string; label?: string | null }[]) => (
    <>
      <label htmlFor={`page-${name}`}>{t(`pages.${name}`)}</label>
      <Select
        id={`page-${name}`}
        mode="tags"
        disabled={!editable}
        value={content[name]}
        options={options}
        optionFilterProp="label"
        tokenSeparators={[',', '，', '、']}
        onChange={(values: string[]) => change({ [name]: values })}
      />
    </>
  );
  return (
    <div className="page-facts">
      <label htmlFor="page-kind">{t('pages.kindField')}</label>
      <Select
        id="page-kind"
        disabled={!editable}
        value={content.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`pages.kind.${kind}`) }))}
        onChange={(kind) => change({ kind })}
      />
      {list('tags', [])}
      {list('queues', choices(queues?.items))}
      {list('reasons', choices(reasons?.items))}
      <label htmlFor="page-until">{t('pages.until')}</label>
      <Input
        id="page-until"
        type="date"
        disabled={!editable}
        value={content.validUntil ? content.validUntil.slice(0, 10) : ''}
        onChange={(event) =>
          change({
            validUntil: event.target.value ? new Date(`${event.target.value}T23:59:59`).toISOString() : undefined,
          })
        }
      />
    </div>
  );
}
