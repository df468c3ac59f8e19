import type { Assessment, CheckResult, Sample } from '../model/generated/assessment.ts';
import { checkTitle } from './view-checks.ts';
import { anchorOf } from './view-outcome.ts';
import { byCode, counted, leafChecks } from './words.ts';

type Sampling = NonNullable<Assessment['sampling']>;
type SampleOfCheck = NonNullable<CheckResult['sample']>;

/** How the sample of a check came out: `no exception`, or which items are exceptions and which could not be judged. */
export const cameOutText = ({ exceptions, undetermined }: SampleOfCheck): string =>
  [
    ...(exceptions.length === 0 ? [] : [`${counted(exceptions.length, 'exception')}: ${exceptions.join(', ')}`]),
    ...(undetermined.length === 0 ? [] : [`${undetermined.length} unable to test: ${undetermined.join(', ')}`]),
  ].join('; ') || 'no exception';

/** `up to 250 items: 25; up to 1000: 40; more: 60` */
export const sizesText = (sizes: Sampling['sizes']): string => {
  const rows = [...sizes].sort((one, other) => one.above - other.above);
  return rows
    .map(({ items }, index) => {
      const next = rows[index + 1];
      return `${next === undefined ? (index === 0 ? 'any number of items' : 'more') : `up to ${next.above}${index === 0 ? ' items' : ''}`}: ${items}`;
    })
    .join('; ');
};

export const seedWords = {
  project: 'from plumbline.yaml',
  derived: 'made of system and period, so that it can be foreseen by whoever supplies the evidence',
} as const satisfies Record<Sampling['seedFrom'], string>;

/** The items of each file. A file that is itself the item is named once. */
const itemsByFile = ({ items }: Sample) =>
  [...new Set(items.map(({ evidence }) => evidence))].sort(byCode).map((evidence) => {
    const own = items.filter((each) => each.evidence === evidence).map(({ item }) => item);
    return { evidence: own.every((item) => item === evidence) ? null : evidence, items: own.join(', ') };
  });

/** The working paper of samples: how they were drawn, what each check of a control tested in full and in its sample, and the items. */
export const samplesView = ({ sampling, findings }: Assessment) => ({
  any: sampling !== undefined && sampling.samples.length > 0,
  method: sampling?.method ?? '',
  seed: sampling?.seed ?? '',
  seedFrom: sampling === undefined ? '' : seedWords[sampling.seedFrom],
  sizes: sampling === undefined ? '' : sizesText(sampling.sizes),
  papers: [...findings]
    .sort((one, other) => byCode(one.control, other.control))
    .map(({ control, checks }) => ({
      control,
      anchor: anchorOf('control', control),
      rows: leafChecks(checks).flatMap((check) =>
        check.sample === undefined
          ? []
          : [
              {
                check: checkTitle(check),
                tested: check.counted ?? 0,
                found: check.exceptions.length + check.undetermined.length,
                sample: check.sample.id,
                sampleAnchor: anchorOf('sample', check.sample.id),
                size: check.sample.size,
                cameOut: cameOutText(check.sample),
              },
            ],
      ),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map((paper) => ({ ...paper, span: paper.rows.length })),
  samples: (sampling?.samples ?? []).map((sample) => ({
    id: sample.id,
    anchor: anchorOf('sample', sample.id),
    population: sample.population,
    drawn:
      sample.items.length === sample.counted
        ? `all ${counted(sample.counted, 'item')}`
        : `${sample.items.length} of ${counted(sample.counted, 'item')}`,
    files: itemsByFile(sample),
  })),
});
