import { describe, expect, it, test } from 'vitest';
import { namesHighRisk } from '../../src/evidence/model-card/risk-classification.ts';
import { facts, sheetOf } from './given.ts';

describe('the risk classification of a card', () => {
  test.each([
    ['High-risk (Annex III, point 5(b))', true],
    ['EU AI Act: high risk', true],
    ['high\u2011risk', true],
    ['Not high-risk', false],
    ['This system is not considered to be high-risk.', false],
    ['non-high-risk', false],
    ['Minimal risk', false],
    ['limited risk (Art. 50)', false],
    ['High-risk under Annex III; not under Annex I', undefined],
    ['High-risk in banking, minimal risk elsewhere', undefined],
    ['Under review', undefined],
    ['', undefined],
  ])('%j says %s', (text, expected) => {
    expect(namesHighRisk(text)).toBe(expected);
  });

  it('becomes a fact of the card, or says why there is none', async () => {
    const card = (classification: string) =>
      sheetOf('model-card', 'card.governance.yaml', `model: ranker\nriskClassification: ${classification}\n`);
    expect(facts(await card('High-risk'))).toMatchObject({ declaresHighRisk: true });
    const unclear = await card('Under review');
    expect(facts(unclear)).not.toHaveProperty('declaresHighRisk');
    expect(unclear.absent['/declaresHighRisk']).toMatch(/does not say clearly/);
  });
});
