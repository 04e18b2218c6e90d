import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWordsIn } from '@/lib/words-in';
import '../records/records.css';
import { answerWords } from './answer-words';
import type { Fill } from './fill';
import { collisions } from './merge';
import { itemsOf, type Form } from './model';

/** Both answered the same items differently: side by side, to choose one by one. */
export function AnswersConflict({
  form,
  fill,
  settle,
  discard,
}: {
  form: Form;
  fill: Fill;
  settle: (keepTheirs: ReadonlySet<string>) => void;
  discard: () => void;
}) {
  const words = useWordsIn(undefined);
  const { t, say } = words;
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const { clash } = fill;
  if (!clash) return null;
  const codes = new Set(collisions(fill.base.answers, fill.answers, clash.answers));
  const choose = (code: string, keep: boolean) => {
    const next = new Set(theirs);
    if (keep) next.add(code);
    else next.delete(code);
    setTheirs(next);
  };
  return (
    <Modal
      open
      width={720}
      title={t('common.conflict.title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={[
        <Button key="discard" onClick={discard}>
          {t('common.conflict.reload')}
        </Button>,
        <Button key="settle" type="primary" onClick={() => settle(theirs)}>
          {t('forms.fill.settle')}
        </Button>,
      ]}
    >
      <p>{t('forms.fill.conflictHint')}</p>
      <table className="conflict">
        <thead>
          <tr>
            <th scope="col">{t('common.conflict.field')}</th>
            <th scope="col">{t('common.conflict.mine')}</th>
            <th scope="col">{t('common.conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {itemsOf(form)
            .filter((item) => codes.has(item.code))
            .map((item) => {
              const label = say(item.label) || item.code;
              return (
                <tr key={item.code}>
                  <th scope="row">{label}</th>
                  {[false, true].map((keep) => (
                    <td key={String(keep)}>
                      <Radio
                        checked={theirs.has(item.code) === keep}
                        onChange={() => choose(item.code, keep)}
                        aria-label={`${label}: ${t(keep ? 'common.conflict.theirs' : 'common.conflict.mine')}`}
                      >
                        {answerWords(form, item, (keep ? clash : fill).answers[item.code], words)}
                      </Radio>
                    </td>
                  ))}
                </tr>
              );
            })}
        </tbody>
      </table>
    </Modal>
  );
}
