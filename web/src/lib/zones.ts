/** The time zones that this browser knows, to choose from. */
export const zones = (() => {
  const known = (Intl as unknown as { supportedValuesOf?: (key: string) => string[] }).supportedValuesOf?.('timeZone');
  return (known ?? ['Asia/Shanghai', 'Asia/Taipei', 'Europe/London', 'UTC']).map((value) => ({ value, label: value }));
})();
