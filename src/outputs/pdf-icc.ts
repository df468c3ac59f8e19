/** The sRGB colour space as an ICC version 4 profile (IEC 61966-2-1; primaries adapted to D50), made here so that its bytes are ours. */

const s15Fixed16 = (value: number): readonly number[] => {
  const fixed = Math.round(value * 65536) >>> 0;
  return [fixed >>> 24, (fixed >>> 16) & 255, (fixed >>> 8) & 255, fixed & 255];
};
const uint32 = (value: number): readonly number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const ascii = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));
const utf16 = (text: string): readonly number[] => [...text].flatMap((character) => [0, character.charCodeAt(0)]);

const text = (words: string): readonly number[] => [
  ...ascii('mluc'),
  ...uint32(0),
  ...uint32(1),
  ...uint32(12),
  ...ascii('enUS'),
  ...uint32(words.length * 2),
  ...uint32(28),
  ...utf16(words),
];
const xyz = (...values: readonly number[]): readonly number[] => [
  ...ascii('XYZ '),
  ...uint32(0),
  ...values.flatMap(s15Fixed16),
];
const curve = [
  ...ascii('para'),
  ...uint32(0),
  0,
  3,
  0,
  0,
  ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(s15Fixed16),
] as const;
const adaptation = [
  ...ascii('sf32'),
  ...uint32(0),
  ...[1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168].flatMap(s15Fixed16),
] as const;

const tags: readonly (readonly [string, readonly number[]])[] = [
  ['desc', text('sRGB')],
  ['cprt', text('No copyright')],
  ['wtpt', xyz(0.9642, 1, 0.82491)],
  ['chad', adaptation],
  ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
  ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
  ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
  ['rTRC', curve],
  ['gTRC', curve],
  ['bTRC', curve],
];

const padded = (bytes: readonly number[]): readonly number[] => [
  ...bytes,
  ...Array<number>((4 - (bytes.length % 4)) % 4).fill(0),
];

/** The profile's bytes, some 700 of them, always the same. */
export const sRgbProfile = (): Uint8Array => {
  const first = 128 + 4 + tags.length * 12;
  const directory: number[] = [...uint32(tags.length)];
  const data: number[] = [];
  for (const [name, bytes] of tags) {
    directory.push(...ascii(name), ...uint32(first + data.length), ...uint32(bytes.length));
    data.push(...padded(bytes));
  }
  const size = first + data.length;
  const header = [
    ...uint32(size),
    ...uint32(0),
    ...uint32(0x04200000),
    ...ascii('mntrRGB XYZ '),
    0x07,
    0xe8,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    ...ascii('acsp'),
    ...uint32(0),
    ...uint32(0),
    ...uint32(0),
    ...uint32(0),
    ...uint32(0),
    ...uint32(0),
    ...uint32(0),
    ...[0.9642, 1, 0.82491].flatMap(s15Fixed16),
  ];
  return Uint8Array.from([...header, ...Array<number>(128 - header.length).fill(0), ...directory, ...data]);
};
