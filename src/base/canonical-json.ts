import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: the same value always gives the same bytes.
 * Throws a TypeError on NaN, infinities and values that JSON cannot hold, rather than writing `null` for them.
 */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonicalJson: expected a JSON value, saw undefined or a function');
  return text;
};
