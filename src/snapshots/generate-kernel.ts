/** Assembles kernel.wat into kernel-bytes.ts. `--check` only compares: what runs is what stands in the text. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const module = (await wabt()).parseWat('kernel.wat', readFileSync(place('kernel.wat'), 'utf8'), {
  simd: true,
  sat_float_to_int: true,
});
module.validate();
const bytes = Buffer.from(module.toBinary({}).buffer).toString('base64');
const source = `/** kernel.wat, assembled by \`npm run generate\`: WebAssembly in base64. */\nexport const kernelBytes =\n  '${bytes}';\n`;
const target = place('kernel-bytes.ts');
if (!process.argv.includes('--check')) writeFileSync(target, source);
else if (readFileSync(target, 'utf8') !== source) {
  process.stderr.write('src/snapshots/kernel-bytes.ts is not what kernel.wat says; run `npm run generate`\n');
  process.exitCode = 1;
}
