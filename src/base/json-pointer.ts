/** Escapes one reference token (RFC 6901): `~` becomes `~0`, `/` becomes `~1`. */
export const pointerToken = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON Pointer from its keys: `pointer('a', 0, 'b/c')` is `/a/0/b~1c`. */
export const pointer = (...keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${pointerToken(key)}`).join('');

/** The keys of a JSON Pointer, unescaped. The empty pointer has none. */
export const pointerKeys = (text: string): readonly string[] =>
  text === ''
    ? []
    : text
        .slice(1)
        .split('/')
        .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
