// One run of what `plumbline demo` does, in a process of its own, as plain JavaScript on the build: nothing is warm, and no
// TypeScript is translated. Tells on stdout when each stage began, as lines of JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mark = (stage) => {
  const { user, system } = process.cpuUsage();
  const at = performance.timeOrigin + performance.now();
  process.stdout.write(`${JSON.stringify({ stage, at, cpu: (user + system) / 1000 })}\n`);
};

mark('starting: modules, policy files');
const load = (module) => import(new URL(`../../dist/${module}.js`, import.meta.url).href);
const [folder, asOf] = process.argv.slice(2);
const { runAudit } = await load('audit/audit');
const { renderReport, signReport } = await load('audit/report');
const { defaultToolkit } = await load('audit/toolkit');
const { openDirectory } = await load('files/directory');
const toolkit = defaultToolkit({ stage: mark });
const tree = await openDirectory(folder, toolkit.limits);
const result = await runAudit({ tree, asOf, engine: 'duckdb' }, toolkit);

mark('loading the outputs');
const context = { color: false, width: 100, environment: process.env };
const plain = await renderReport(result, undefined, context, toolkit);

mark('making a key');
const { newIdentity } = await load('signing/signing-identity');
const { loadSigner } = await load('signing/signer-files');
const { loadTrust, trustEntryFor } = await load('signing/trust');
const now = Date.parse(asOf);
const identity = await newIdentity({ name: 'Bench', algorithm: 'ecdsa-p256', years: 1, now, throwAway: true });
const bytes = (text) => new TextEncoder().encode(text);
const signer = await loadSigner({
  key: bytes(identity.privateKeyPem),
  certificate: bytes(identity.certificatePem),
  at: now,
});
const signed = await signReport(result, plain, signer, now, toolkit);

mark('writing files');
const { writeOutputs } = await load('files/write-outputs');
const out = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
await writeOutputs(out, signed);
rmSync(out, { recursive: true });

mark('verifying');
const { verifyReport } = await load('signing/verify-report');
const files = new Map(signed.map((file) => [file.name, file.bytes]));
const trust = loadTrust(trustEntryFor(identity.certificatePem), 'trust.yaml');
const verified = await verifyReport({ files, trust, now, trustFoundBesideReport: true });
if (!verified.accepted) throw new Error(`the report was refused: ${JSON.stringify(verified)}`);

mark('re-performing');
const { reperform } = await load('audit/reperform');
const again = await reperform(files, await openDirectory(folder, toolkit.limits), defaultToolkit());
if (!again.same) throw new Error(`re-performing gave another report: ${again.firstDifference}`);
mark('ended');
process.stdout.write(`${JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 })}\n`);
