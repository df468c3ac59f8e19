import { foldedText } from './folded-text.ts';
import { visibleText } from './plain-text.ts';

// What templates leave, as it is written.
const templates = [
  /^\[?\(?more information needed\)?\]?\.?$/i,
  /^\[?optional\]?$/i,
  /^\{\{.*\}\}\.?$/s,
  /^\{[^{}]{0,80}\}$/,
  /^(todo|tb[acd]|fixme|wip)\s*[:–—-]\s/i,
  /^(TODO|TB[ACD]|FIXME|WIP)\b(\W+[a-z]\w*){0,7}\W*$/,
  /^\(?forthcoming[^.]*\)?\.?$/i,
  /^[\p{P}~^`|=]+$/u,
  /^<[^<>@:]{0,80}>$/,
  // A slot between brackets: [Name], [to be confirmed]; [0, 1] is a range.
  /^\[\p{L}[^[\]]{0,80}\]\.?$/u,
  /^(please )?(double-)?(click|tap)\b.{0,30}\bto (enter|add|insert|choose|edit|select)\b.{0,40}$/i,
  /^(please )?(choose|select) an? (item|option|date)\.?$/i,
  /^(please )?(insert|enter|type|write|add|your|sample|dummy|example)( your| the| some)? (text|content|answer|description|name)( here)?\.?$/i,
  /^carbon emissions can be estimated using the \[?machine learning impact calculator\]?.{0,200}$/i,
  /^use the code below to get started with the model\.?$/i,
  // A question where an answer should be: the words of a form.
  /^(who|what|which|how|where|when|why)\b[^.!?]{0,200}\?(\s+e\.g\.[\s\S]{0,400})?$/i,
  /^lorem ipsum\b/i,
  /^users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\.\s*more information needed for further recommendations\.?$/i,
];

const postponed =
  'added|addressed|advised|agreed|announced|assessed|clarified|completed|confirmed|decided|defined|described|detailed|determined|developed|discussed|documented|done|drafted|drawn|elaborated|entered|established|filed|filled|finali[sz]ed|inserted|prepared|provided|published|specified|stated|supplied|updated|written';
/** What says that the answer is not there. */
const missing = new RegExp(
  `\\b(tb[acd]|todo|fixme|wip|xxx+|placeholder|unknown|na|nothing yet|to (follow|come)|coming (soon|later|shortly)|work in progress|under construction|more to come|` +
    `(to|will|shall|must|should|being|yet to|still to) (be )?(${postponed})|not yet|none (given|provided|stated)|` +
    `(not|no longer|isn t|doesn t) (applicable|apply|available|provided|specified|stated|written|given|relevant))\\b|^follows$`,
);
/** Words that say nothing beside it. With any other word, a reason or a date among them, the text is an answer. */
const besides = new RegExp(
  `^(tb[acd]|todo|fixme|wip|xxx+|placeholder|pending|unknown|na|a|an|the|this|that|these|it|its|here|there|is|are|be|been|being|has|have|will|shall|must|should|to|up|in|into|out|for|of|on|at|by|us|we|not|no|longer|isn|doesn|t|none|nothing|yet|still|currently|later|soon|shortly|now|moment|present|time|further|future|more|follow|follows|come|coming|section|chapter|paragraph|part|page|field|point|item|text|content|contents|answer|answers|information|info|details?|description|document|documentation|data|template|draft|work|progress|under|construction|preparation|started|begun|finished|ready|known|available|applicable|apply|relevant|given|review|approval|write|fill|complete|update|add|describe|do|please|${postponed})$`,
);

// The same in other languages of the Union, and beyond: whole texts.
const elsewhere = new Set(
  [
    'à compléter|à définir|à déterminer|à préciser|à venir|à confirmer|à remplir|en attente|sans objet|non applicable|non disponible|à rédiger',
    'folgt|folgt noch|wird ergänzt|wird noch ergänzt|wird nachgereicht|noch offen|in Arbeit|in Bearbeitung|ausstehend|zu ergänzen|noch zu ergänzen|zu definieren|zu klären|entfällt|keine Angabe|keine Angaben|k.A.|nicht zutreffend|nicht anwendbar|Platzhalter',
    'da definire|da completare|da compilare|da confermare|in attesa|non applicabile|segue',
    'por definir|por completar|por confirmar|pendiente|no aplica|no aplicable|a definir|a completar|a confirmar|pendente|não aplicável|não se aplica|em breve',
    'volgt|volgt nog|nog in te vullen|in te vullen|nader te bepalen|n.v.t.|niet van toepassing|n.t.b.',
    'do uzupełnienia|do ustalenia|nie dotyczy|w przygotowaniu|bude doplněno|doplnit|nerelevantní|bude doplnené|kiegészítendő|nem alkalmazható|de completat|nu se aplică|предстои|неприложимо|не е приложимо|за попълване',
    'kommer senere|følger|udfyldes|ikke relevant|ej tillämpligt|kompletteras|täydennetään|ei sovellu|δεν εφαρμόζεται|εκκρεμεί|προς συμπλήρωση|da dopuniti|nije primjenjivo|se dopolni|tuleb täita|ei kohaldata|tiks papildīts|bus papildyta',
    '待定|待补充|待補充|待填写|待确认|不适用|不適用|未定|該当なし|準備中|作成中|追記予定|미정|추후 작성|해당 없음|уточняется|будет добавлено|не применимо',
  ]
    .join('|')
    .split('|')
    .map((words) => bareFold(words)),
);

function bareFold(text: string): string {
  return foldedText(text)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\p{P}\p{Z}~|]+|[\p{P}\p{Z}~|]+$/gu, '');
}

const bareText = (text: string): string =>
  visibleText(text)
    .replace(/^[\s*_>~]+|[\s*_~]+$/g, '')
    .replace(/\s+/g, ' ');

/** Longest text that is held against the words that postpone an answer; whoever writes more says something. */
const longestPostponed = 160;

const postpones = (folded: string): boolean => {
  const words = folded
    .replace(/\bn\s?[./]\s?a\b/g, 'na')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 && missing.test(words.join(' ')) && words.every((word) => besides.test(word));
};

/**
 * Whether a text stands where an answer should be and says nothing: template words, `TODO`, `N/A` without a reason, dashes,
 * "to be written", in look-alike letters too. Emphasis around it does not count. A sentence that merely begins with
 * "None" is an answer, and so is `none` where a fact may be none.
 */
export const isPlaceholder = (text: string): boolean => {
  const bare = bareText(text);
  if (bare === '' || templates.some((pattern) => pattern.test(bare))) return true;
  if (bare.length > longestPostponed) return false;
  const folded = bareFold(text);
  if (elsewhere.has(folded) || postpones(folded)) return true;
  const plain = bareText(foldedText(text));
  return plain !== bare && templates.some((pattern) => pattern.test(plain));
};

/** As `isPlaceholder`, for the prose of a card, where an ALLCAPS_TOKEN is a template's slot and not a name. */
export const isPlaceholderProse = (text: string): boolean =>
  isPlaceholder(text) || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(bareText(text));

const emptyAnswers =
  /^(.|pending|none|nil|null|nothing|empty|blank|no|yes|ok|okay|done|idem|ditto|same|as above|(please )?see (above|below|elsewhere|annex|appendix|attached|attachment|other (document|file|section)s?|link)|(same )?as (above|below|before)|refer to (above|below)|\d{1,2}|x+|foo|bar|test|text|draft|neant|keine?|siehe oben|voir ci-dessus|vide|ninguno|nessuno|geen|brak|無|无|なし)$/u;

/** As `isPlaceholderProse`, where a whole section should stand: there `none`, `x`, `0` and "see above" say nothing either. */
export const isEmptyAnswer = (text: string): boolean =>
  isPlaceholderProse(text) || emptyAnswers.test(bareFold(bareText(text))) || emptyAnswers.test(bareFold(text));

const fewestLetters = 3;

/**
 * Whether a text that must say why says nothing: an empty answer, or fewer than three different letters, which `ab` and
 * `xyxy` have. Letters of any script count; a reason of three of them is for a reader to judge.
 */
export const saysNothing = (reason: string): boolean =>
  isEmptyAnswer(reason) || new Set(visibleText(reason).toLowerCase().match(/\p{L}/gu)).size < fewestLetters;
