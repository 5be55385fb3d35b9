/** A day and, unless something else is asked for, its time. The language is that of the page, not of the browser. */
export function formatDateTime(
  iso: string,
  language: string,
  options: Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'> = {
    dateStyle: 'medium',
    timeStyle: 'short',
  },
): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat(language, options).format(date);
}

/** Seconds between two ISO times, with one decimal: `3.4`. */
export function formatSeconds(
  from: string,
  to: string,
  language: string,
): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
    Math.max(0, seconds),
  );
}

/** US dollars, with as many digits as a fraction of a cent needs. */
export function formatUsd(value: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    maximumSignificantDigits: 3,
  }).format(value);
}

/** A size of a file: `1.2 MB`. Decimal, as the limits are. */
export function formatBytes(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const step = Math.min(
    units.length - 1,
    bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3),
  );
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}
