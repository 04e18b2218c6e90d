import { App, Button } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { wordsOf } from './problem';

/** Long enough to read it and to reach the button; the act itself stays in the audit log either way. */
const seconds = 8;
let count = 0;

/**
 * Says that something was done and offers to take it back. Taking back is an ordinary change against the newest version:
 * where somebody else has changed it meanwhile, the server refuses and nothing of theirs is lost.
 *
 * What it returns takes the notice away, for when there is nothing left to take back.
 */
export function useUndoNotice(): (done: string, undo?: () => Promise<unknown>) => () => void {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useCallback(
    (done, undo) => {
      const key = `undo-${++count}`;
      const away = () => message.destroy(key);
      if (!undo) {
        void message.success({ key, content: done });
        return away;
      }
      const back = async () => {
        message.destroy(key);
        try {
          await undo();
          void message.success(t('common.undone'));
        } catch (cause) {
          void message.error(wordsOf(cause));
        }
      };
      void message.open({
        key,
        type: 'success',
        duration: seconds,
        content: (
          <>
            {done}{' '}
            <Button size="small" type="link" onClick={() => void back()}>
              {t('common.undo')}
            </Button>
          </>
        ),
      });
      return away;
    },
    [message, t],
  );
}

/**
 * For a list inside a form: takes one out and offers to put it back where it was. What else was typed meanwhile stays; once
 * the form has gone, saved or left, the offer goes with it.
 */
export function useTakeOut<V>(
  value: readonly V[],
  onChange: ((next: V[]) => void) | undefined,
): (index: number, name?: string) => void {
  const notice = useUndoNotice();
  const { t } = useTranslation();
  const now = useRef({ value, onChange });
  useEffect(() => {
    now.current = { value, onChange };
  });
  const notices = useRef<(() => void)[]>([]);
  useEffect(() => {
    const standing = notices.current;
    return () => standing.forEach((away) => away());
  }, []);
  return (index, name = '') => {
    const gone = value[index];
    if (gone === undefined) return;
    onChange?.(value.filter((_, at) => at !== index));
    const away = notice(name ? t('common.takenOutNamed', { name }) : t('common.takenOut'), () => {
      const next = [...now.current.value];
      next.splice(Math.min(index, next.length), 0, gone);
      now.current.onChange?.(next);
      return Promise.resolve();
    });
    notices.current.push(away);
  };
}
