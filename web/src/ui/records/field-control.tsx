import { Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { zones } from '@/lib/zones';
import { optionLabel } from './labels';
import { useOptions } from './lookups';
import { NamesInput } from './names-input';
import type { ControlProps, Field } from './types';

type Props = ControlProps<never> & { spec: string; field: Field<never> };

function Ref({
  id,
  value,
  onChange,
  disabled,
  field,
  many,
}: ControlProps<string | string[]> & { field: Field<never>; many?: boolean }) {
  const { t } = useTranslation();
  const { options, loading } = useOptions(field.source, field.by);
  return (
    <Select
      {...(id && { id })}
      value={value ?? (many ? [] : undefined)}
      onChange={(next) => onChange?.(next as string | string[])}
      options={options}
      loading={loading}
      {...(many && { mode: 'multiple' as const })}
      {...(disabled && { disabled })}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={many ? t('records.allOf') : field.required ? undefined : t('common.none')}
    />
  );
}

/** The control for a kind of field; the only place that knows which input a kind has. */
export function FieldControl({ spec, field, ...props }: Props) {
  const { t } = useTranslation();
  const loose = props as ControlProps<never> as ControlProps<never> & Record<string, unknown>;
  switch (field.kind) {
    case 'text':
      return <Input maxLength={300} {...(loose as object)} />;
    case 'code':
      return <Input maxLength={64} className="mono" spellCheck={false} autoCapitalize="none" {...(loose as object)} />;
    case 'secret':
      return <Input.Password autoComplete="new-password" {...(loose as object)} />;
    case 'area':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} {...(loose as object)} />;
    case 'number':
      return (
        <InputNumber
          style={{ width: '100%' }}
          {...(field.min !== undefined && { min: field.min })}
          {...(field.max !== undefined && { max: field.max })}
          precision={0}
          {...(field.unit && { suffix: <span className="unit">{t(field.unit)}</span> })}
          {...(loose as object)}
        />
      );
    case 'day':
      return <Input type="date" {...(loose as object)} />;
    case 'switch': {
      const { value, ...rest } = loose as ControlProps<boolean>;
      return <Switch {...(rest as object)} checked={value === true} />;
    }
    case 'names':
      return <NamesInput {...(loose as object)} />;
    case 'choice':
      return (
        <Select
          {...(loose as object)}
          allowClear={!field.required}
          options={(field.options ?? []).map((value) => ({ value, label: optionLabel(spec, value) }))}
        />
      );
    case 'ref':
      return <Ref field={field} {...(loose as object)} />;
    case 'refs':
      return <Ref field={field} many {...(loose as object)} />;
    case 'list':
      return (
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', ';']} {...(loose as object)} />
      );
    case 'zone':
      return <Select showSearch options={zones} {...(loose as object)} />;
    case 'custom': {
      const Control = field.control!;
      return <Control {...props} />;
    }
  }
}
