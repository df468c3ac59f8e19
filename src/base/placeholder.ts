import { visibleText } from './plain-text.ts';

const placeholders = [
  /^\[?\(?more information needed\)?\]?\.?$/i,
  /^\[?optional\]?$/i,
  /^\{\{.*\}\}\.?$/s,
  /^\[?\(?(todo|tbd|tba|fixme|xxx|to be (done|defined|determined|added|completed|announced))\b[^\w]*\)?\]?$/i,
  /^(todo|tbd|fixme)\s*:/i,
  /^\(?(unknown|n\/?a|not applicable|not available|none provided|not provided|coming soon|forthcoming[^.]*)\)?\.?$/i,
  /^[-–—.…?*_]+$/,
  /^<[^<>@:]{0,80}>$/,
  /^\[?(insert|describe|fill in|add|enter|your)\b[^\]]{0,80}\]$/i,
  /^carbon emissions can be estimated using the \[?machine learning impact calculator\]?.{0,200}$/i,
  /^use the code below to get started with the model\.?$/i,
  // A question where an answer should be: the words of a form.
  /^(who|what|which|how|where|when|why)\b[^.!?]{0,200}\?(\s+e\.g\.[\s\S]{0,400})?$/i,
  /^lorem ipsum\b/i,
  /^users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\.\s*more information needed for further recommendations\.?$/i,
];

const bareText = (text: string): string =>
  visibleText(text)
    .replace(/^[\s*_>~]+|[\s*_~]+$/g, '')
    .replace(/\s+/g, ' ');

/**
 * Whether a text stands where an answer should be and says nothing: template words, `TODO`, `N/A` without a reason, dashes.
 * Emphasis around it does not count. A sentence that merely begins with "None" is an answer.
 */
export const isPlaceholder = (text: string): boolean => {
  const bare = bareText(text);
  return bare === '' || placeholders.some((pattern) => pattern.test(bare));
};

/** As `isPlaceholder`, for the prose of a card, where an ALLCAPS_TOKEN is a template's slot and not a name. */
export const isPlaceholderProse = (text: string): boolean =>
  isPlaceholder(text) || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(bareText(text));
