// Letters that look like Latin ones, each list in the order of the letters beside it (Unicode's confusables, those that
// stay after NFKD).
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ['аеорсухіјѕһԁԛԝкмтвнпгьѵ', 'aeopcyxijshdqwkmtbhnrbv'],
    ['АВЕКМНОРСТУХІЈЅԌԚԜ', 'ABEKMHOPCTYXIJSGQW'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ', 'ABEZHIKMNOPTYXCj'],
    ['αγικνορτυχωϲ', 'ayikvoptuxwc'],
    ['օոսհգց', 'onuhqg'],
    ['ᎪᏴᏟᎠᎬᎻᎫᏦᎳᎷᏢᎡᏚᎢᏙᏃᏞ', 'ABCDEHJKWMPRSTVZL'],
    ['ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ', 'ABCDEFGHIJKLMNOPRSTUVWXYZ'],
    ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'],
    ['ıɑɡℓ', 'iagl'],
  ].flatMap(([from = '', to = '']) => [...from].map((letter, index): [string, string] => [letter, to[index] ?? ''])),
);

/**
 * A text folded so that what looks alike is alike: compatibility forms, accents, invisible characters and letters of
 * other scripts that look Latin. For comparing only; it is not what was written.
 */
export const foldedText = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const bare = text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{3164}\u{ffa0}\u{2800}]|\p{Variation_Selector}/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ');
  return Array.from(bare, (letter) => lookAlikes.get(letter) ?? letter).join('');
};
