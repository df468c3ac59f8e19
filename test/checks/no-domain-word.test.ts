import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', 'src');
const files = ['checks', 'assess'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${room}/${name}`),
);

/** What we audit, and by which law, is said in policies and measured in evidence. The engine knows neither. */
const domain = /\b(drift|psi|models?|git|soc2?|cards?|acts?|annex|commits?|parquet|provider|deployer|incidents?)\b/i;

describe('the engine holds no domain word', () => {
  test.each(files)('%s', (file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    const found = lines
      .map((text, index) => ({ line: index + 1, text }))
      .filter(({ text }) => !/ from '/.test(text) && domain.test(text));
    expect(found).toEqual([]);
  });
});
