/** Amounts travel in the smallest unit of their currency; a browser knows how many digits that is. */
export function digitsOf(currency: string | undefined): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency: currency || 'CNY' }).resolvedOptions()
        .maximumFractionDigits ?? 2
    );
  } catch {
    return 2;
  }
}

export function amount(minor: number | undefined, currency: string | undefined, language: string): string {
  if (minor === undefined || !currency) return '–';
  const value = minor / 10 ** digitsOf(currency);
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(value);
  } catch {
    return `${value} ${currency}`;
  }
}

export const major = (minor: number | undefined, currency: string | undefined): number | undefined =>
  minor === undefined ? undefined : minor / 10 ** digitsOf(currency);

export const minorOf = (value: number | null | undefined, currency: string | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Math.round(value * 10 ** digitsOf(currency));

/** Those that a list offers; the server takes any of ISO 4217. */
export const currencies = ['CNY', 'TWD', 'HKD', 'USD', 'EUR', 'GBP', 'JPY', 'SGD', 'AUD', 'CAD', 'CHF', 'KRW'];
