import { describe, expect, it } from 'vitest';
import { parseTrailers } from '../../src/repositories/trailers.ts';
import { repository } from './git-fixture.ts';

const messages: Readonly<Record<string, string>> = {
  'one trailer': 'subject\n\nbody\n\nReviewed-by: Bo <bo@example.org>\n',
  'several trailers': 'subject\n\nSigned-off-by: A <a@x>\nReviewed-by: B <b@x>\nCo-authored-by: C <c@x>\n',
  'no body': 'subject\n\nReviewed-by: B <b@x>\n',
  'only a title that looks like a trailer': 'Reviewed-by: B <b@x>\n',
  'a title that looks like a trailer, and a trailer': 'fix: thing\n\nAcked-by: B <b@x>\n',
  'a trailer outside of the last paragraph': 'subject\n\nReviewed-by: B <b@x>\n\nmore text\n',
  'text in the last paragraph': 'subject\n\nsome text\nReviewed-by: B <b@x>\n',
  'text and a sign-off in the last paragraph': 'subject\n\nsome text\nSigned-off-by: A <a@x>\nReviewed-by: B <b@x>\n',
  'too much text around a sign-off': `subject\n\n${'a line of text\n'.repeat(9)}Signed-off-by: A <a@x>\n`,
  'a folded value': 'subject\n\nReviewed-by: B\n <b@x>\nAcked-by: C <c@x>\n',
  'an empty value': 'subject\n\nReviewed-by:\nAcked-by: C <c@x>\n',
  'a space before the colon': 'subject\n\nReviewed-by : B <b@x>\n',
  'a cherry-pick line':
    'subject\n\ntext of it\n\nSigned-off-by: A <a@x>\n(cherry picked from commit 1234567)\nReviewed-by: B <b@x>\n',
  'comment lines': 'subject\n\n# note\nReviewed-by: B <b@x>\n# end\n',
  'blank lines behind': 'subject\n\nReviewed-by: B <b@x>\n\n \n\n',
  'no line end': 'subject\n\nReviewed-by: B <b@x>',
  'a key with odd characters': 'subject\n\nReviewed_by: B <b@x>\nSee: x\n',
  'a url': 'subject\n\nhttps://example.org/x\n',
  'two paragraphs of trailers': 'subject\n\nAcked-by: A <a@x>\n\nReviewed-by: B <b@x>\n',
  'a continuation first': 'subject\n\n continued\nReviewed-by: B <b@x>\n',
  'a divider': 'subject\n\ntext\n\nReviewed-by: B <b@x>\n---\nAcked-by: C <c@x>\n',
  'a key with a digit and a dash': 'subject\n\nCVE-2025: yes\nX-1: z\n',
};

describe('parseTrailers', () => {
  const fixture = repository();
  it.each(Object.entries(messages))('finds what git finds: %s', (_, message) => {
    const git = fixture
      .git(['interpret-trailers', '--only-trailers', '--only-input', '--unfold', '--no-divider'], { input: message })
      .split('\n')
      .filter((line) => line !== '');
    expect(parseTrailers(message).map(({ key, value }) => `${key}: ${value}`.trim())).toEqual(
      git.map((line) => line.trim()),
    );
  });
});
