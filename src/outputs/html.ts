import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import { fontCss } from './fonts.ts';
import type { Output } from './output.ts';
import { reportBody, reportCss } from './template.ts';
import { reportView } from './view.ts';

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escaped[character] ?? '');

const unitEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON that can stand inside a script element: no text in it can end the element, open a comment, or turn the text around. */
const inertJson = (value: unknown): string =>
  canonicalJson(value).replaceAll(/[<>&\u2028\u2029\p{Cf}]/gu, (character) =>
    character.split('').map(unitEscape).join(''),
  );

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** A page of ours: what it is called, and its parts. `body` comes from a template, so it is escaped; `data` is embedded as inert JSON. */
interface Page {
  readonly title: string;
  readonly body: string;
  readonly data?: { readonly id: string; readonly value: unknown };
}

/**
 * A page as one HTML document that asks for nothing and runs nothing. The policy in its head allows the one style sheet by its
 * hash, and data: fonts; there is no script.
 */
export const pageHtml = ({ title, body, data }: Page): string => {
  const style = `\n${fontCss()}\n${reportCss()}`;
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(style)}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`;
  const embedded =
    data === undefined ? '' : `<script type="application/json" id="${data.id}">${inertJson(data.value)}</script>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${embedded}</body>
</html>
`;
};

/** The whole report as one HTML document, with the assessment embedded as inert JSON. `print` is for the PDF. */
export const reportHtml = (assessment: Assessment, print: boolean): string => {
  const view = reportView(assessment, print);
  return pageHtml({
    title: view.cover.title,
    body: reportBody(view),
    ...(print ? {} : { data: { id: 'assessment', value: assessment } }),
  });
};

/** The report as one offline HTML file. */
export const html: Output = {
  format: 'html',
  fileName: 'report.html',
  mediaType: 'text/html',
  render: async (assessment) => new TextEncoder().encode(reportHtml(assessment, false)),
};
