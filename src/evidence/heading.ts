/** A heading without markup, numbering, emoji and punctuation: lower case, words parted by single spaces. */
export const normalisedHeading = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/\[optional\]/gi, ' ')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/&/g, ' and ')
    .replace(/^\s*(?:(?:section|annex|part|appendix)\s+)?(?:\d+|[ivx]+(?=[.)]))(?:\.\d+)*\s*[.):–—-]*\s+/u, '')
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
