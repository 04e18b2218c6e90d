import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useState } from 'react';
import type { Language, Prompt, Text } from '@/api/contract';
import { api } from '@/api/client';
import { upload, withQuery } from '@/api/http';
import { languageNames, languages } from '@/lib/languages';
import { useCan, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { ListPage } from '@/ui/records/list-page';
import { NamesInput } from '@/ui/records/names-input';
import type { ControlProps, RecordSpec } from '@/ui/records/types';

function TextsInput(props: ControlProps<Text>) {
  return <NamesInput {...props} area />;
}

/** The sound of a prompt per language: hear it, replace it, have it spoken, or go back to what was shipped. */
function Sounds({ row, refresh }: { row: Prompt; refresh: () => void }) {
  const { t, clock } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('flows.edit');
  const [problem, setProblem] = useState<unknown>();
  const [stamp, setStamp] = useState(0);
  const [sending, setSending] = useState<{ language: Language; share: number; stop: AbortController }>();
  const whose = row.clientId ? { client: row.clientId } : {};
  const act = async (work: Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work;
      setStamp((before) => before + 1);
      void message.success(t('common.saved'));
      void queries.invalidateQueries({ queryKey: ['list', '/prompts'] });
      refresh();
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) setProblem(cause);
    }
  };
  const send = (language: Language, file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.append('file', file);
    const stop = new AbortController();
    setSending({ language, share: 0, stop });
    void act(
      upload(withQuery(`/prompts/${row.code}/${language}/audio`, whose), form, {
        signal: stop.signal,
        progress: (share) => setSending({ language, share, stop }),
      }),
    ).finally(() => setSending(undefined));
  };
  return (
    <>
      <ProblemNote error={problem} />
      <div className="rows-edit">
        {languages.map((language) => {
          const sound = row.audio?.find((each) => each.language === language);
          return (
            <div key={language} className="rows-edit-row">
              <strong lang={language} style={{ width: 90 }}>
                {languageNames[language]}
              </strong>
              <span className="muted grow">
                {sound
                  ? `${t(`records.prompts.source.${sound.source}`)} · ${clock(sound.millis)}`
                  : t('records.prompts.missing')}
              </span>
              {sound && (
                <audio
                  controls
                  preload="none"
                  src={withQuery(`/api/prompts/${row.code}/${language}/audio`, { ...whose, v: stamp })}
                  style={{ height: 32, maxWidth: 230 }}
                />
              )}
              {sending?.language === language && (
                <>
                  <Progress
                    percent={Math.round(sending.share * 100)}
                    size="small"
                    style={{ width: 120 }}
                    aria-label={t('records.prompts.upload')}
                  />
                  <Button size="small" onClick={() => sending.stop.abort()}>
                    {t('common.cancel')}
                  </Button>
                </>
              )}
              {editable && !sending && (
                <>
                  <label className="ant-btn ant-btn-default file-button">
                    {t('records.prompts.upload')}
                    <input
                      type="file"
                      accept=".wav,.ulaw,audio/wav,audio/x-wav,audio/basic"
                      className="sr-only"
                      aria-label={`${t('records.prompts.upload')}: ${languageNames[language]}`}
                      onChange={(event) => send(language, event.target.files?.[0])}
                    />
                  </label>
                  <Button
                    size="small"
                    disabled={!row.texts?.[language]}
                    onClick={() =>
                      void act(
                        api.post('/prompts/{code}/{language}/speech', {
                          path: { code: row.code, language },
                          query: whose,
                          body: { text: row.texts[language] },
                        }),
                      )
                    }
                  >
                    {t('records.prompts.speak')}
                  </Button>
                  {sound && sound.source !== 'shipped' && (
                    <Button
                      size="small"
                      type="text"
                      onClick={() =>
                        void act(
                          api.delete('/prompts/{code}/{language}/audio', {
                            path: { code: row.code, language },
                            query: whose,
                          }),
                        )
                      }
                    >
                      {t('records.prompts.back')}
                    </Button>
                  )}
                </>
              )}
            </div>
          );
        })}
        <p className="muted">{t('records.prompts.formats')}</p>
      </div>
    </>
  );
}

/** One word if all languages sound alike, else a word for each. */
function soundsInWords({ audio }: Prompt, word: (source: string) => string): string {
  const sources = new Set(audio?.map((each) => each.source));
  if (!audio || sources.size === 0) return '–';
  if (sources.size === 1 && audio.length === languages.length) return word(audio[0]!.source);
  return audio.map((each) => `${languageNames[each.language]}: ${word(each.source)}`).join(', ');
}

export const promptsSpec: RecordSpec<Prompt> = {
  key: 'prompts',
  path: '/prompts',
  right: 'flows.edit',
  title: (row, { say }) => say(row.name) || row.code,
  idOf: (row) => (row.clientId ? `${row.code}@${row.clientId}` : row.code),
  address: (id) => {
    const [code, client] = id.split('@');
    return withQuery(`/prompts/${encodeURIComponent(code!)}`, { client });
  },
  sources: ['/clients'],
  more: Sounds,
  wide: true,
  blank: ({ clientId }) => ({ ...(clientId && { clientId }), texts: {} }),
  columns: [
    { name: 'code', cell: (row) => <span className="mono">{row.code}</span> },
    { name: 'texts', cell: (row, { say }) => say(row.texts) },
    { name: 'clientId', cell: (row, { nameOf, t }) => nameOf('/clients', row.clientId) || t('common.all') },
    {
      name: 'audio',
      cell: (row, { t }) => soundsInWords(row, (source) => t(`records.prompts.source.${source}`)),
      minor: true,
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'code', kind: 'code', required: true, only: 'new' },
        { name: 'clientId', kind: 'ref', source: '/clients', only: 'new' },
        { name: 'texts', kind: 'custom', control: TextsInput, required: true },
      ],
    },
  ],
};

export const PromptsPage = () => <ListPage spec={promptsSpec} />;
