import * as fc from 'fast-check';

/** As fast-check's `unit: 'binary'`, without its table of all code points, which takes more than a second to make. */
export const anyCharacter = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })).map(code => String.fromCodePoint(code));
