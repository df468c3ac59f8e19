import { describe, expect, it } from 'vitest';
import type { SnapshotSource } from '../../src/snapshots/source.ts';
import { asked, openEngines, parquetFolder, refusalOf, sourceOf } from './parquet-files.ts';

const files = parquetFolder();
const engines = await openEngines();
const pairs = engines.map((engine) => [engine.name, engine] as const);
let made = 0;
const text = (content: string | Uint8Array, ending = 'csv'): string => files.bytes(content, `${++made}.${ending}`);

describe.each(pairs)('%s reads text', (_, engine) => {
  const ask = asked(engine);

  it('as CSV: types by every cell, empty cells as nulls, quotes, line ends and a byte order mark', async () => {
    const path = text(
      '\uFEFFid,score,code,name,active,none,big\r\n' +
        '1,0.5,007,"a ""quoted"", name",TRUE,,9007199254740993\r\n' +
        '-2,,010,"two\nlines",false,,1\r\n\r\n' +
        '0,NaN,011,é,true,,2\r\n' +
        '3,-inf,012,,false,,3',
    );
    expect(await ask.schema(path)).toEqual({
      rows: 4,
      columns: [
        { name: 'id', type: 'integer', physical: 'CSV integer' },
        { name: 'score', type: 'number', physical: 'CSV number' },
        { name: 'code', type: 'string', physical: 'CSV text' },
        { name: 'name', type: 'string', physical: 'CSV text' },
        { name: 'active', type: 'boolean', physical: 'CSV boolean' },
        { name: 'none', type: 'other', physical: 'CSV without values' },
        { name: 'big', type: 'string', physical: 'CSV text' },
      ],
    });
    const [id, score] = await ask.summarize(path, ['id', 'score'], 2, 10);
    expect(id).toMatchObject({ rows: 4, min: -2, max: 3 });
    expect(score).toMatchObject({ nulls: 1, nans: 1, negativeInfinities: 1, finite: 1, max: 0.5 });
    const [code, name, big] = await ask.categories(path, [{ name: 'code' }, { name: 'name' }, { name: 'big' }], 10);
    expect(code?.categories.map(({ value }) => value)).toEqual(['007', '010', '011', '012']);
    expect(name).toMatchObject({ nulls: 1 });
    expect(name?.categories.map(({ value }) => value)).toEqual(['a "quoted", name', 'two\nlines', 'é']);
    expect(big?.categories[3]?.value).toBe('9007199254740993');
    expect(await refusalOf(ask.categories(path, [{ name: 'none' }], 10))).toContain(
      'column none is CSV without values',
    );
  });

  it('as JSON lines: types as JSON has them, missing keys as nulls, columns that come late', async () => {
    const path = text(
      '{"x":1,"s":"1","b":true,"l":[1],"m":1}\n\n{"x":2.5,"s":null,"m":"1"}\n{"x":-0,"late":"ü"}\n',
      'jsonl',
    );
    expect((await ask.schema(path)).columns.map(({ name, type, physical }) => [name, type, physical])).toEqual([
      ['x', 'number', 'JSON number'],
      ['s', 'string', 'JSON text'],
      ['b', 'boolean', 'JSON boolean'],
      ['l', 'other', 'JSON lists or objects'],
      ['m', 'other', 'JSON of several types'],
      ['late', 'string', 'JSON text'],
    ]);
    const [x] = await ask.summarize(path, ['x'], 2, 10);
    expect(x).toMatchObject({ rows: 3, min: 0, max: 2.5, distinct: [0, 1, 2.5].map((value) => ({ value, count: 1 })) });
    const [late, s] = await ask.categories(path, [{ name: 'late' }, { name: 's' }], 10);
    expect(late).toMatchObject({ nulls: 2, categories: [{ value: 'ü', count: 1 }] });
    expect(s).toMatchObject({ nulls: 2, categories: [{ value: '1', count: 1 }] });
  });

  it('in several files, whose types are found together', async () => {
    const parts = ['a,b\n1,x\n2,y\n', 'b,a\nz,2.5\n'].flatMap((content) => sourceOf(text(content)).parts);
    const source: SnapshotSource = { format: 'csv', parts };
    expect((await engine.schema(source)).columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'number'],
      ['b', 'string'],
    ]);
    expect(await engine.survey(source, [{ name: 'a' }])).toMatchObject([{ rows: 3, min: 1, max: 2.5 }]);
    const odd: SnapshotSource = { format: 'csv', parts: [...parts, ...sourceOf(text('a,c\n1,2\n')).parts] };
    expect(await refusalOf(engine.schema(odd))).toMatch(/^mixed: \d+\.csv: other columns than the first file: c is in/);
  });

  it('counts a CSV as it counts the same rows in Parquet', async () => {
    const rows = Array.from({ length: 3000 }, (_row, index) => ({
      x: index % 7 === 0 ? null : Math.sin(index) * 1e3,
      n: index % 40,
      s: ['red', 'green "x"', 'a,b'][index % 3],
    }));
    const csv = text(
      `x,n,s\n${rows.map(({ x, n, s }) => `${x ?? ''},${n},"${s?.replaceAll('"', '""')}"`).join('\n')}\n`,
    );
    const jsonl = text(rows.map((row) => JSON.stringify(row)).join('\n'), 'ndjson');
    const columns = [
      { name: 'x', type: 'double' },
      { name: 'n', type: 'int64' },
      { name: 's', type: 'string' },
    ] as const;
    const parquet = await files.rows(columns, rows);
    const of = async (path: string) => [
      await ask.summarize(path, ['x', 'n'], 10, 50),
      await ask.categories(path, [{ name: 's' }], 10),
    ];
    const expected = await of(parquet);
    expect(await of(csv)).toEqual(expected);
    expect(await of(jsonl)).toEqual(expected);
  });

  it.each([
    ['an empty file', '', 'csv', 'line 1: the file is empty; expected a header'],
    ['a row of too few cells', 'a,b\n1,2\n3\n', 'csv', 'line 3: expected 2 cells, as the header has, saw 1'],
    ['a row of too many cells', 'a,b\n1,2,3\n', 'csv', 'line 2: expected 2 cells, as the header has, saw 3'],
    ['text behind a quote', 'a,b\n1,2\n"x"y,2\n', 'csv', 'line 3: saw text right behind a closing quote'],
    ['a quote within a cell', 'a,b\n1,x"y"\n', 'csv', 'line 2: saw a quote in the middle of a cell'],
    [
      'a quote that is never closed',
      'a,b\n1,"x\n2,y\n',
      'csv',
      'a quote that is opened here or before is never closed',
    ],
    ['two columns of one name', 'a,a\n1,2\n', 'csv', 'line 1: two columns are called "a"'],
    ['a column without a name', 'a,\n1,2\n', 'csv', 'line 1: column 2 has no name'],
    ['another separator', 'a;b\n1;2\n', 'csv', 'line 1: the header is one cell, "a;b"; expected cells with commas'],
    ['bytes that are no text', new Uint8Array([97, 10, 0xff, 0xfe, 10]), 'csv', 'saw bytes that are no UTF-8 text'],
    ['a broken line', '{"a":1}\n{"a":\n', 'jsonl', 'line 2: saw "{\\"a\\":", which is no JSON'],
    ['a line that is no object', '{"a":1}\n[1]\n', 'jsonl', 'line 2: saw "[1]"; expected a JSON object'],
    ['half a character', '{"a":"\\ud800"}\n', 'jsonl', 'line 1: column a holds half a character'],
  ])('and refuses %s, with file and line', async (_what, content, ending, refusal) => {
    const path = text(content, ending);
    const seen = await refusalOf(ask.schema(path));
    expect(seen).toContain(`bad-text: ${made}.${ending}`);
    expect(seen).toContain(refusal);
    expect(seen).not.toContain(files.folder);
  });
});
