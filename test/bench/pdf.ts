/**
 * Time of a PDF of 40 controls, start of the browser included, against the time that Chromium itself takes to print the same HTML.
 * Run: npx tsx test/bench/pdf.ts [controls] [rounds]
 */
import { userInfo } from 'node:os';
import puppeteer from 'puppeteer';
import { reportHtml } from '../../src/outputs/html.ts';
import { pdf, printHtml } from '../../src/outputs/pdf.ts';
import { findBrowser } from '../../src/outputs/pdf-browser.ts';
import { sampleAssessment } from '../outputs/sample-assessment.ts';

const [controls = 40, rounds = 5] = process.argv.slice(2).map(Number);
const bare = sampleAssessment();
const assessment = sampleAssessment({ fillers: Math.max(0, controls - bare.findings.length) });
const context = { color: false, width: 80, environment: process.env };

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const html = reportHtml(assessment, true);
const options = { tagged: true, outline: true, preferCSSPageSize: true, printBackground: true };
const times: { launch: number; load: number; print: number; ours: number; render: number; finalize: number }[] = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  const browser = await puppeteer.launch({
    executablePath: findBrowser(process.env),
    args: userInfo().uid === 0 ? ['--no-sandbox'] : [],
  });
  const launch = performance.now() - start;
  const page = await browser.newPage();
  const load = await milliseconds(() => page.setContent(html, { waitUntil: 'load' }));
  const print = await milliseconds(() => page.pdf(options));
  await browser.close();
  const render = await milliseconds(async () => reportHtml(assessment, true));
  const printing = await milliseconds(() => printHtml(html, { environment: process.env }));
  const ours = await milliseconds(() => pdf.render(assessment, context));
  times.push({ launch, load, print, ours, render, finalize: Math.max(0, ours - render - printing) });
}
const of = (key: keyof (typeof times)[number]): number => Math.round(median(times.map((each) => each[key])));
const chromium = of('launch') + of('load') + of('print');
console.log(`controls                      ${assessment.findings.length}`);
console.log(`HTML                          ${Math.round(html.length / 1000)} kB`);
console.log(`PDF                           ${Math.round((await pdf.render(assessment, context)).length / 1000)} kB`);
console.log(`Chromium: launch, load, print ${of('launch')} + ${of('load')} + ${of('print')} = ${chromium} ms`);
console.log(
  `ours, everything              ${of('ours')} ms (HTML ${of('render')} ms, finalize about ${of('finalize')} ms)`,
);
console.log(`ratio                         ${(of('ours') / chromium).toFixed(2)}`);
console.log(`ratio without both launches   ${((of('ours') - of('launch')) / (of('load') + of('print'))).toFixed(2)}`);
console.log(`peak memory of this process   ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
