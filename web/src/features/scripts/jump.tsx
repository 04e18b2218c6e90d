import { Select, type RefSelectProps } from 'antd';
import { useRef, useState } from 'react';
import type { ScriptPlace } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';

/** To any step of the script, by some of its words. */
export function Jump({ places, go }: { places: ScriptPlace[]; go: (step: string) => void }) {
  const { t, say } = useWords();
  const field = useRef<RefSelectProps>(null);
  const [open, setOpen] = useState(false);
  useShortcut('Alt+L', t('scripts.jump'), t('scripts.title'), () => {
    field.current?.focus();
    setOpen(true);
  });
  return (
    <Select
      ref={field}
      size="small"
      className="script-jump"
      showSearch
      open={open}
      onOpenChange={setOpen}
      aria-label={t('scripts.jump')}
      placeholder={t('scripts.jump')}
      value={null}
      optionFilterProp="label"
      options={places.map((place) => ({ value: place.step, label: say(place.title) }))}
      popupMatchSelectWidth={false}
      onSelect={(step: string | null) => {
        setOpen(false);
        field.current?.blur();
        if (step) go(step);
      }}
    />
  );
}
