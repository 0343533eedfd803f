import { VERSION } from '../naming/version';

/** Of the library, and of the command. */
export const version = Object.values(VERSION)[0]!;
