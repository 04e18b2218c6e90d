import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Language, Prompt, Text } from '@/api/contract';
import { http } from '@/api/http';
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
  const act = async (work: Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work;
      setStamp((before) => before + 1);
      void message.success(t('common.saved'));
      void queries.invalidateQueries({ queryKey: ['list', '/prompts'] });
      refresh();
    } catch (cause) {
      setProblem(cause);
    }
  };
  const upload = (language: Language, file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.append('file', file);
    void act(http.post(`/prompts/${row.code}/${language}/audio`, form));
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
                  src={`/api/prompts/${row.code}/${language}/audio?v=${stamp}`}
                  style={{ height: 32, maxWidth: 230 }}
                />
              )}
              {editable && (
                <>
                  <label className="ant-btn ant-btn-default file-button">
                    {t('records.prompts.upload')}
                    <input
                      type="file"
                      accept=".wav,.ulaw,audio/wav,audio/x-wav,audio/basic"
                      className="sr-only"
                      aria-label={`${t('records.prompts.upload')}: ${languageNames[language]}`}
                      onChange={(event) => upload(language, event.target.files?.[0])}
                    />
                  </label>
                  <Button
                    size="small"
                    disabled={!row.texts?.[language]}
                    onClick={() =>
                      void act(http.post(`/prompts/${row.code}/${language}/speech`, { text: row.texts[language] }))
                    }
                  >
                    {t('records.prompts.speak')}
                  </Button>
                  {sound && sound.source !== 'shipped' && (
                    <Button
                      size="small"
                      type="text"
                      onClick={() => void act(http.delete(`/prompts/${row.code}/${language}/audio`))}
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
  saveBy: 'post',
  readFrom: 'list',
  right: 'flows.edit',
  title: (row, { say }) => say(row.name) || row.code,
  idOf: (row) => row.code,
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
