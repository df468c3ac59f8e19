import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import type { AuditReportPredicate } from '../../src/model/generated/statement-predicate.ts';
import { validate } from '../../src/model/validate.ts';
import {
  bundleMediaType,
  keyHint,
  preAuthenticationEncoding,
  statementPayloadType,
} from '../../src/signing/envelope.ts';
import { assessmentName, statementName, trustName } from '../../src/signing/report-names.ts';
import { signStatement } from '../../src/signing/sign-statement.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { buildStatement, type Statement } from '../../src/signing/statement.ts';
import { loadTrust, type Trust, trustEntryFor } from '../../src/signing/trust.ts';
import type { VerificationReport } from '../../src/signing/verification.ts';
import { verifyReport } from '../../src/signing/verify-report.ts';
import {
  assessment,
  assessmentBytes,
  bytesOf,
  identity,
  now,
  plainPdf,
  signedPdf,
  signedReport,
  signerFor,
} from './sample.ts';

type Folder = Map<string, Uint8Array>;

let signer: Signer;
let stranger: Signer;
let trust: Trust;
let folder: Folder;

beforeAll(async () => {
  const made = await identity();
  signer = await signerFor(made);
  stranger = await signerFor(await identity({ name: 'Mallory' }));
  trust = loadTrust(trustEntryFor(made.certificatePem), trustName);
  folder = await signedReport(signer);
});

const check = (files: Folder, whom = trust): Promise<VerificationReport> => verifyReport({ files, trust: whom, now });
const having = (name: string, bytes: Uint8Array | string): Folder =>
  new Map([...folder, [name, typeof bytes === 'string' ? bytesOf(bytes) : bytes]]);
const lacking = (name: string): Folder => new Map([...folder].filter(([key]) => key !== name));
const failures = (report: VerificationReport): string[] =>
  report.checks.filter(({ ok }) => !ok).map(({ id, words }) => `${id}: ${words}`);

const bundleOf = (files: Folder) =>
  JSON.parse(Buffer.from(files.get(statementName) ?? []).toString()) as {
    mediaType: string;
    verificationMaterial: Record<string, unknown>;
    dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid?: string }[] };
  };
const statementIn = (files: Folder): Statement =>
  JSON.parse(Buffer.from(bundleOf(files).dsseEnvelope.payload, 'base64').toString()) as Statement;

/** A statement of any content, rightly signed. */
const withStatement = async (statement: unknown, by = signer): Promise<Folder> => {
  const payload = Buffer.from(typeof statement === 'string' ? statement : JSON.stringify(statement));
  const bundle = bundleOf(folder);
  const hint = keyHint(by.certificate.publicKey);
  bundle.verificationMaterial = { publicKey: { hint }, tlogEntries: [] };
  bundle.dsseEnvelope = {
    payload: payload.toString('base64'),
    payloadType: statementPayloadType,
    signatures: [
      {
        sig: Buffer.from(await by.sign(preAuthenticationEncoding(statementPayloadType, payload))).toString('base64'),
        keyid: hint,
      },
    ],
  };
  return having(statementName, JSON.stringify(bundle));
};

describe('a signed report', () => {
  it('is accepted, check by check, and says what its signature does not say', async () => {
    const report = await check(folder);
    expect(failures(report)).toEqual([]);
    expect(report).toMatchObject({ accepted: true, level: 'identity', warnings: [] });
    expect(report.checks.map(({ id }) => id)).toEqual([
      'statement.signature',
      'statement.signer',
      'statement.content',
      'statement.time',
      'output.digest',
      'output.digest',
      'output.digest',
      'output.digest',
      'folder.strangers',
      'statement.agrees',
      'pdf.coverage',
      'pdf.digest',
      'pdf.signature',
      'pdf.signer',
      'pdf.structure',
      'pdf.time',
      'pdf.assessment',
    ]);
    expect(report.signers.map(({ of, trustedAs, claimedTime }) => [of, trustedAs, claimedTime])).toEqual([
      [statementName, 'Ada Rowe', '2026-06-15T12:00:00Z'],
      ['report.pdf', 'Ada Rowe', '2026-06-15T12:00:00Z'],
    ]);
    expect(report.statement?.subject.map(({ name }) => name)).toEqual([
      assessmentName,
      'report.html',
      'report.pdf',
      'results.sarif',
    ]);
    expect(report.doesNotSay).toHaveLength(5);
    expect(report.doesNotSay.join()).toContain('there is no newer or other report');
  });

  it('has a statement in the form of in-toto v1, in a Sigstore bundle v0.3, with a predicate that its schema allows', () => {
    const bundle = bundleOf(folder);
    expect(bundle.mediaType).toBe(bundleMediaType);
    expect(bundle.verificationMaterial).toEqual({
      publicKey: { hint: keyHint(signer.certificate.publicKey) },
      tlogEntries: [],
    });
    expect(bundle.dsseEnvelope.payloadType).toBe('application/vnd.in-toto+json');
    const statement = statementIn(folder);
    expect(statement._type).toBe('https://in-toto.io/Statement/v1');
    expect(validate('statement-predicate', statement.predicate)).toMatchObject({ ok: true });
    expect(statement.predicate).toMatchObject({
      asOf: '2026-06-15',
      facts: { sha256: 'd'.repeat(64) },
      evidence: [{ path: 'system.yaml', sha256: 'a'.repeat(64) }],
      renderer: { browser: 'Chromium 150' },
      gate: { blocked: false, blocking: [] },
    } satisfies Partial<AuditReportPredicate>);
    expect(Object.values(statement.predicate.summary).every((count) => count === 0)).toBe(true);
  });

  it('gives the same statement bytes for the same outputs, key and time (RSA)', async () => {
    const rsa = await signerFor(await identity({ algorithm: 'rsa-3072' }));
    const request = {
      assessment,
      outputs: [
        { name: 'b.json', bytes: bytesOf('{}') },
        { name: 'a.json', bytes: bytesOf('[]') },
      ],
      certificates: [rsa.certificate],
      claimedTime: now,
    };
    const [first, second] = [
      buildStatement(request),
      buildStatement({ ...request, outputs: [...request.outputs].reverse() }),
    ];
    expect(canonicalJson(first)).toBe(canonicalJson(second));
    expect(await signStatement(first, rsa)).toEqual(await signStatement(second, rsa));
  });

  it.each([
    ['a name with a folder', [{ name: '../a.json', bytes: bytesOf('') }]],
    ['the name of the statement', [{ name: statementName, bytes: bytesOf('') }]],
    [
      'two names that differ only in case',
      [
        { name: 'a.json', bytes: bytesOf('') },
        { name: 'A.json', bytes: bytesOf('') },
      ],
    ],
    ['no output', []],
  ])('is not made of %s', (_what, outputs) => {
    expect(() => buildStatement({ assessment, outputs, certificates: [signer.certificate], claimedTime: now })).toThrow(
      expect.objectContaining({ code: 'unsignable-outputs' }),
    );
  });
});

describe('the level reached', () => {
  it('is integrity for a throw-away identity, and says why', async () => {
    const made = await identity({ throwAway: true });
    const report = await check(
      await signedReport(await signerFor(made)),
      loadTrust(trustEntryFor(made.certificatePem), trustName),
    );
    expect(report).toMatchObject({ accepted: true, level: 'integrity' });
    expect(report.doesNotSay[0]).toMatch(/who made it: the key belongs to a throw-away test identity/);
    expect(report.statement?.predicate.signer).toMatchObject({
      throwAway: true,
      note: expect.stringContaining('throw-away'),
    });
  });

  it('is integrity when the trust file was found beside the report', async () => {
    const report = await verifyReport({ files: folder, trust, now, trustFoundBesideReport: true });
    expect(report).toMatchObject({ accepted: true, level: 'integrity' });
    expect(report.doesNotSay[0]).toContain('found beside the report');
  });
});

describe('a folder is refused when', () => {
  it.each([assessmentName, 'report.html', 'report.pdf', 'results.sarif'])('%s is missing', async (name) => {
    expect(failures(await check(lacking(name)))).toContain(`output.digest: ${name} is missing`);
  });

  it('the statement is missing, empty or text', async () => {
    expect(failures(await check(lacking(statementName)))).toEqual([
      `statement.present: ${statementName} is missing: nothing says what the outputs were`,
    ]);
    for (const text of ['', 'hello', '[]', 'null', '\uFEFF{}'])
      expect(failures(await check(having(statementName, text)))[0]).toMatch(/^statement\.form/);
    expect(failures(await check(new Map()))).toHaveLength(1);
  });

  it.each([
    'report2.pdf',
    'report.html.bak',
    'REPORT.HTM',
    'summary.html',
    'assessment.json.old',
    'sub/report.html',
    'notes.md',
  ])('a file that could be taken for an output, %s, is not signed', async (name) => {
    const report = await check(having(name, 'satisfied'));
    expect(failures(report)[0]).toBe(`folder.strangers: not signed, and could be taken for an output: ${name}`);
  });

  it('but not for a trust file, or a file that nobody takes for an output, which is reported', async () => {
    const report = await check(
      new Map([...having(trustName, 'x'), ['logo.bin', bytesOf('x')], ['a\u001b[31m.bin', bytesOf('x')]]),
    );
    expect(report.accepted).toBe(true);
    expect(report.warnings).toEqual(['in the folder, but not signed and not looked at: a\\u{1b}[31m.bin, logo.bin']);
  });

  it('the statement is signed by someone else, or names a trusted signer who did not sign', async () => {
    expect(failures(await check(await signedReport(stranger)))).toEqual([
      expect.stringMatching(/^statement\.signer: signed by "Mallory"/),
      expect.stringMatching(/^pdf\.signer: signed by "Mallory"/),
    ]);
    const forged = await withStatement(statementIn(folder), stranger);
    expect(failures(await check(forged))).toEqual([expect.stringMatching(/^statement\.signature/)]);
  });

  it('the PDF is signed by the trusted key, and its assessment is another', async () => {
    const pdf = await signedPdf(signer, await plainPdf(bytesOf('{}')));
    const outputs = [...folder]
      .filter(([name]) => name !== statementName)
      .map(([name, bytes]) => ({ name, bytes: name === 'report.pdf' ? pdf : bytes }));
    const statement = buildStatement({ assessment, outputs, certificates: [signer.certificate], claimedTime: now });
    const files = new Map([...outputs, await signStatement(statement, signer)].map(({ name, bytes }) => [name, bytes]));
    expect(failures(await check(files))).toEqual([
      'pdf.assessment: the assessment.json inside the PDF is not the one beside it',
    ]);
  });

  it('a PDF is listed that carries no signature of its own', async () => {
    const outputs = [
      { name: assessmentName, bytes: assessmentBytes },
      { name: 'report.pdf', bytes: await plainPdf() },
    ];
    const statement = buildStatement({ assessment, outputs, certificates: [signer.certificate], claimedTime: now });
    const files = new Map([...outputs, await signStatement(statement, signer)].map(({ name, bytes }) => [name, bytes]));
    expect(failures(await check(files))).toEqual([expect.stringContaining('pdf.signed')]);
  });

  it('the statement says something else than the assessment', async () => {
    const statement = statementIn(folder);
    for (const predicate of [
      { ...statement.predicate, gate: { blocked: true, blocking: ['x'] } },
      { ...statement.predicate, summary: { satisfied: 40 } },
      { ...statement.predicate, evidence: [] },
      { ...statement.predicate, asOf: '2025-01-01' },
    ])
      expect(failures(await check(await withStatement({ ...statement, predicate })))).toEqual([
        'statement.agrees: the statement says something else about the audit than assessment.json',
      ]);
  });
});

describe('the envelope is refused with', () => {
  const text = (): string => Buffer.from(folder.get(statementName) ?? []).toString();
  it.each<[string, (text: string) => string]>([
    ['a duplicate key', (whole) => whole.replace('"mediaType":', '"mediaType":"x","mediaType":')],
    [
      'a duplicate key written with an escape',
      (whole) => whole.replace('"mediaType":', '"media\\u0054ype":"x","mediaType":'),
    ],
    ['an unknown field', (whole) => whole.replace('"mediaType":', '"extra":1,"mediaType":')],
    ['an unknown field beside the signature', (whole) => whole.replace('"sig":', '"ext":{},"sig":')],
    ['a prototype key', (whole) => whole.replace('"mediaType":', '"__proto__":{},"mediaType":')],
    ['text after the end', (whole) => `${whole}{}`],
    ['another media type', (whole) => whole.replace('v0.3+json', 'v0.1+json')],
    ['another payload type', (whole) => whole.replace('vnd.in-toto+json', 'vnd.in-toto+text')],
    ['another key id', (whole) => whole.replace(/"keyid":"[^"]{4}/, '"keyid":"AAAA')],
    ['another hint', (whole) => whole.replace(/"hint":"[^"]{4}/, '"hint":"AAAA')],
    ['blanks in Base64', (whole) => whole.replace('"payload":"', '"payload":" ')],
    ['a log entry', (whole) => whole.replace('"tlogEntries":[]', '"tlogEntries":[{}]')],
    [
      'deep nesting',
      (whole) => whole.replace('"tlogEntries":[]', `"tlogEntries":${'['.repeat(100)}${']'.repeat(100)}`),
    ],
    ['no signature', (whole) => whole.replace(/"signatures":\[.*?\]/, '"signatures":[]')],
    ['two signatures', (whole) => whole.replace(/"signatures":\[(.*?)\]/, '"signatures":[$1,$1]')],
  ])('%s', async (_what, change) => {
    const changed = change(text());
    expect(changed).not.toBe(text());
    const report = await check(having(statementName, changed));
    expect(failures(report)[0]).toMatch(/^statement\.(?:form|signature): /);
    expect(report.accepted).toBe(false);
  });

  it('bytes that are not UTF-8', async () => {
    const bytes = Buffer.from(folder.get(statementName) ?? []);
    bytes[5] = 0xff;
    expect(failures(await check(having(statementName, bytes)))[0]).toMatch(/^statement\.form/);
  });
});

describe('a rightly signed payload is refused when', () => {
  const changed = (
    change: (
      statement: Record<string, unknown> & {
        subject: { name: string; digest: Record<string, string> }[];
        predicate: AuditReportPredicate;
      },
    ) => void,
  ) => {
    const statement = structuredClone(statementIn(folder)) as unknown as Parameters<typeof change>[0];
    change(statement);
    return statement;
  };
  it.each<[string, () => unknown, RegExp]>([
    [
      'it is of another type',
      () =>
        changed((it) => {
          it._type = 'https://in-toto.io/Statement/v0.1';
        }),
      /_type: expected/,
    ],
    [
      'its predicate is of another type',
      () =>
        changed((it) => {
          it.predicateType = 'https://slsa.dev/provenance/v1';
        }),
      /predicateType: expected/,
    ],
    [
      'it has no subject',
      () =>
        changed((it) => {
          it.subject = [];
        }),
      /no subject: it says nothing/,
    ],
    [
      'a subject leaves the folder',
      () =>
        changed((it) => {
          it.subject = [{ name: '../report.pdf', digest: { sha256: 'a'.repeat(64) } }];
        }),
      /is no name of an output/,
    ],
    [
      'a subject has a weak digest',
      () =>
        changed((it) => {
          it.subject = [{ name: 'a.pdf', digest: { sha1: 'a'.repeat(40) } }];
        }),
      /expected the field "sha256"/,
    ],
    [
      'two subjects have one name',
      () =>
        changed((it) => {
          it.subject.push({ name: 'REPORT.pdf', digest: { sha256: 'a'.repeat(64) } });
        }),
      /two subjects have one name/,
    ],
    [
      'the predicate lacks a field',
      () =>
        changed((it) => {
          Reflect.deleteProperty(it.predicate, 'facts');
        }),
      /missing key "facts"/,
    ],
    [
      'the predicate says that a kept key is thrown away',
      () =>
        changed((it) => {
          it.predicate.signer.throwAway = true;
        }),
      /not what the certificate says/,
    ],
    [
      'it names no certificate',
      () =>
        changed((it) => {
          it.predicate.signer.certificates = [];
        }),
      /does not name the certificate/,
    ],
    [
      'it names too much of a certificate',
      () =>
        changed((it) => {
          it.predicate.signer.certificates = [signer.certificate.pem.repeat(2)];
        }),
      /expected one certificate of at most 16 kB an entry/,
    ],
    [
      'it names a crowd of certificates',
      () =>
        changed((it) => {
          it.predicate.signer.certificates = Array.from({ length: 9 }, () => signer.certificate.pem);
        }),
      /does not name the certificate/,
    ],
    [
      'its time lies outside the certificate',
      () =>
        changed((it) => {
          it.predicate.signedAt = '2024-01-01T00:00:00Z';
        }),
      /was not valid/,
    ],
    [
      'a key occurs twice',
      () => JSON.stringify(statementIn(folder)).replace('"_type":', '"_type":"x","_type":'),
      /occurs twice/,
    ],
  ])('%s', async (_what, statement, words) => {
    const report = await check(await withStatement(statement()));
    expect(report.accepted).toBe(false);
    expect(failures(report)[0]).toMatch(words);
  });

  it('but not for fields of the statement that are not known, which in-toto says to ignore', async () => {
    const report = await check(
      await withStatement(
        changed((it) => {
          it.later = 1;
        }),
      ),
    );
    expect(failures(report)).toEqual([]);
  });
});
