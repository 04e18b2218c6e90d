import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useShortcutList } from '@/lib/shortcuts';

/** What the keyboard can do on the screen as it stands. */
export function KeysHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation();
  const shortcuts = useShortcutList();
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <Modal open={open} title={t('common.help')} footer={null} onCancel={close}>
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl className="keys-list">
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map(({ id, combo, label }) => (
                <div key={id} style={{ display: 'contents' }}>
                  <dt>{label}</dt>
                  <dd>
                    {combo.split('+').map((key) => (
                      <kbd key={key} style={{ marginLeft: 4 }}>
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p className="muted">{t('common.helpHint')}</p>
    </Modal>
  );
}
