/** What is wrong with the days of a period that is to be collected, all at once. */
export const periodProblems = async (flags: {
  readonly start?: string;
  readonly end?: string;
}): Promise<readonly string[]> => {
  const { instantOf } = await import('../../../base/time.ts');
  const days = (['start', 'end'] as const).flatMap((name) => {
    const day = flags[name];
    if (day === undefined) return [`--${name} is missing; expected a day, YYYY-MM-DD`];
    return day.length === 10 && instantOf(day) !== undefined
      ? []
      : [`--${name}: saw ${day}; expected a day, YYYY-MM-DD`];
  });
  return flags.start !== undefined && flags.end !== undefined && flags.start >= flags.end
    ? [
        ...days,
        `--end: saw ${flags.end}; expected a day after the start, ${flags.start} (the end itself is not included)`,
      ]
    : days;
};
