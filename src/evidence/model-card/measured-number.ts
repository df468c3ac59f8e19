/** A number as cards write it: what it is, and whether it is in percent. Never converted between share and percent. */
export interface MeasuredNumber {
  readonly value: number;
  readonly percent: boolean;
  /** What stands behind `±`, in the unit of the value; of what it is the spread, only the card can say. */
  readonly spread?: number;
}

/**
 * Reads `0.93`, `93 %`, `96.3 ± 2.6`, `1.2e-3`; undefined for anything else, such as `12,5` or `1,234`, where a comma could
 * mean two things.
 */
export const measuredNumber = (raw: string | number): MeasuredNumber | undefined => {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { value: raw, percent: false } : undefined;
  const match =
    /^\s*([+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?)\s*(%)?\s*(?:(?:±|\+\/-|\+-)\s*(\d{1,15}(?:\.\d{1,15})?)\s*(%)?)?\s*$/.exec(
      raw,
    );
  if (!match) return undefined;
  const spread = match[3] === undefined ? {} : { spread: Number(match[3]) };
  return { value: Number(match[1]), percent: match[2] === '%' || match[4] === '%', ...spread };
};
