import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { wordsOf } from './problem';

/** Long enough to read it and to reach the button; the act itself stays in the audit log either way. */
const seconds = 8;
let count = 0;

/**
 * Says that something was done and offers to take it back. Taking back is an ordinary change against the newest version:
 * where somebody else has changed it meanwhile, the server refuses and nothing of theirs is lost.
 */
export function useUndoNotice(): (done: string, undo?: () => Promise<unknown>) => void {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useCallback(
    (done, undo) => {
      if (!undo) return void message.success(done);
      const key = `undo-${++count}`;
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
    },
    [message, t],
  );
}
