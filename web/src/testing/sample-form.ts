import type { Form } from '@/ui/forms/model';

/** A complaint about goods: every kind of item, two conditions, one scored scale. */
export const complaint: Form = {
  use: 'case',
  title: { en: 'Complaint', 'zh-Hans': '投诉', 'zh-Hant': '客訴' },
  scales: [
    {
      code: 'mood',
      name: { en: 'Mood' },
      points: [
        { code: 'calm', name: { en: 'Calm' }, score: 2 },
        { code: 'upset', name: { en: 'Upset' }, score: 0 },
      ],
    },
  ],
  sections: [
    {
      code: 'goods',
      title: { en: 'The goods', 'zh-Hans': '商品', 'zh-Hant': '商品' },
      items: [
        {
          code: 'order-number',
          kind: 'text',
          label: { en: 'Order number', 'zh-Hans': '订单号', 'zh-Hant': '訂單編號' },
          required: true,
          pattern: 'order-number',
        },
        { code: 'damaged', kind: 'yes-no', label: { en: 'Damaged?', 'zh-Hans': '是否损坏?' } },
        {
          code: 'amount',
          kind: 'number',
          label: { en: 'Amount' },
          minimum: 1,
          maximum: 500,
          decimals: 2,
          unit: { en: 'pounds' },
          when: 'damaged = true',
          whenTree: {
            op: '=',
            parts: [
              { op: 'name', name: 'damaged' },
              { op: 'value', value: true },
            ],
          },
        },
      ],
    },
    {
      code: 'feelings',
      title: { en: 'How it went' },
      when: "amount >= 50 or order_number = 'VIP'",
      whenTree: {
        op: 'or',
        parts: [
          {
            op: '≥',
            parts: [
              { op: 'name', name: 'amount' },
              { op: 'value', value: 50 },
            ],
          },
          {
            op: '=',
            parts: [
              { op: 'name', name: 'order_number' },
              { op: 'value', value: 'VIP' },
            ],
          },
        ],
      },
      items: [
        {
          code: 'mood',
          kind: 'scale',
          scale: 'mood',
          label: { en: 'Mood' },
          notApplicable: true,
          comment: 'optional',
          required: true,
        },
        {
          code: 'signs',
          kind: 'choices',
          label: { en: 'Signs' },
          options: [
            { code: 'loud', name: { en: 'Loud' } },
            { code: 'law', name: { en: 'Names a lawyer' } },
          ],
        },
        { code: 'bank', kind: 'text', label: { en: 'Bank account' }, sensitive: true },
      ],
    },
  ],
};
