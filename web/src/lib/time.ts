/** Dates and durations as people read them, in the time zone of the account. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language, { ...options, ...(timeZone && { timeZone }) });
    formats.set(key, known);
  }
  return known;
}

export function dateTime(at: string | number | undefined, language: string, timeZone: string): string {
  if (at === undefined || at === '') return '';
  return format(language, timeZone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
}

export function timeOfDay(at: string | number, language: string, timeZone: string): string {
  return format(language, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** For what is planned to the minute. */
export function hourAndMinute(at: string | number, language: string, timeZone: string): string {
  return format(language, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

export function timeWithMillis(at: string | number, language: string, timeZone: string): string {
  return format(language, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).format(new Date(at));
}

export function dayOnly(at: string | number | undefined, language: string, timeZone: string): string {
  if (at === undefined || at === '') return '';
  // a day of the calendar is the same day everywhere
  const zone = typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at) ? 'UTC' : timeZone;
  return format(language, zone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at));
}

/** 0:07, 12:45, 1:02:45: never negative, hours only where there are any. */
export function clock(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long ago, in words of the reader's language: "3 days ago", "3天前". */
export function ago(at: string, language: string, nowMillis: number): string {
  const seconds = Math.round((Date.parse(at) - nowMillis) / 1000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(seconds, 'second');
}

/** A share in per cent, or a dash where nothing was counted; one decimal, so that 79.7 never reads as the 80 it missed. */
export function percent(part: number, whole: number, digits = 1): string {
  return whole > 0 ? `${Number(((100 * part) / whole).toFixed(digits))}%` : '–';
}
