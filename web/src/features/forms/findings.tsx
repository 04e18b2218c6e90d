import { Button } from 'antd';
import { useWords } from '@/lib/session';
import { itemsOf, type Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { StatePill } from '@/ui/state-pill';
import { itemAt, placeOf, proposed, scalesOf, type Place } from './edits';
import type { FormFinding } from './forms-query';
import type { Change } from './properties';

type Props = {
  form: Form;
  findings: FormFinding[];
  checking: boolean;
  editable: boolean;
  pick: (place: Place) => void;
  change: Change;
};

/** What is wrong or doubtful, each leading to its place, with what could stand there instead. */
export function Findings({ form, findings, checking, editable, pick, change }: Props) {
  const { t, say } = useWords();
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const where = (place: Place) => {
    switch (place.at) {
      case 'form':
        return say(form.title) || t('forms.one');
      case 'section':
        return say(form.sections[place.section]?.title) || t('forms.edit.sectionNumber', { place: place.section + 1 });
      case 'item': {
        const item = itemAt(form, place);
        return say(item?.label) || t('forms.edit.itemNumber', { place: item ? itemsOf(form).indexOf(item) + 1 : 0 });
      }
      case 'scale':
        return say(scalesOf(form)[place.scale]?.name) || t('forms.edit.scale');
    }
  };
  return (
    <Panel
      title={t('flows.findings')}
      flush
      className="no-print"
      extra={checking && <span className="muted">{t('flows.checking')}</span>}
    >
      <div role="status" className="form-findings-head">
        {errors > 0 ? (
          <StatePill state="bad">{t('forms.finding.errors', { count: errors })}</StatePill>
        ) : (
          <StatePill state="good">{t('forms.finding.fine')}</StatePill>
        )}
        {findings.length > errors && (
          <StatePill state="warn">{t('flows.warnings', { count: findings.length - errors })}</StatePill>
        )}
      </div>
      <ul className="form-findings">
        {findings.map((finding, index) => {
          const place = placeOf(finding.path);
          return (
            <li key={index}>
              <button type="button" onClick={() => pick(place)}>
                <StatePill state={finding.severity === 'error' ? 'bad' : 'warn'}>
                  <span className="sr-only">{t(`flows.${finding.severity}`)} </span>
                  {where(place)}
                </StatePill>
                <span>{finding.message}</span>
              </button>
              {editable && finding.proposal && (
                <Button
                  size="small"
                  onClick={() => change(proposed(form, finding.path, finding.proposal!.value ?? null))}
                >
                  {finding.proposal.text
                    ? t('forms.finding.take', { text: finding.proposal.text })
                    : t('forms.finding.takeOut')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
