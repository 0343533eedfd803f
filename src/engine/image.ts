import { Complaint, refuse } from '../naming/refuse';

/** What an image's name says of the program in it. */
export interface ImageName {
  /** The last part of the repository: `cassandra` of `registry.example.com/library/cassandra:5.0`. */
  readonly program: string;
  /** None where there is none, or a digest says which image it is. */
  readonly tag?: string;
  readonly digest: boolean;
}

/** What an image must be. */
export interface ImageNeed {
  /** As the official image is called; another program's numbers say nothing of this one. */
  readonly program: string;
  /** To follow "must be". */
  readonly called: string;
  readonly least: readonly number[];
  /** One that would do. */
  readonly usual: string;
  readonly instead: string;
}

export function imageName(image: string): ImageName {
  const [name, digest] = image.split('@');
  const last = name!.slice(name!.lastIndexOf('/') + 1);
  const [program, tag] = last.split(':');
  return { program: program!, tag, digest: digest !== undefined };
}

/** The numbers that a tag begins with: `5.0.8-jammy` has three, `latest` has none. */
export function versionOf(tag: string): readonly number[] {
  const numbers = /^v?(\d{1,4}(?:\.\d{1,4}){0,2})(?![\d.])/.exec(tag)?.[1];
  return numbers === undefined ? [] : numbers.split('.').map(Number);
}

/** Whether a version is surely below another one: `5` and `5.0` may be any 5.0.8. */
export function isBelow(version: readonly number[], least: readonly number[]): boolean {
  const first = least.findIndex((number, i) => version[i] !== number);
  return first >= 0 && version[first] !== undefined && version[first] < least[first]!;
}

/** An image that is too old by its own tag is refused; a digest, and a tag without a number, say nothing. */
export function checkImage(where: string, image: string, { program, called, least, instead }: ImageNeed): void {
  const name = imageName(image);
  if (name.program !== program || name.tag === undefined || !isBelow(versionOf(name.tag), least)) return;
  refuse(where, { what: 'image', allowed: `${called} ${least.join('.')} or later`, got: image, instead });
}

/** What should be known of a name that is another image tomorrow, or on another machine. */
export function onImage(image: string | undefined, { program, called, usual }: ImageNeed): Complaint[] {
  if (image === undefined) return [];
  const { program: own, tag, digest } = imageName(image);
  const version = versionOf(tag ?? '');
  const floats = tag === undefined || tag === 'latest' || own === program && version.length === 1;
  if (digest || !floats) return [];
  return [{
    what: 'image',
    allowed: `named by version or digest, such as ${usual}`,
    got: image,
    instead: `it is whatever ${called} a machine pulled last: two pods may run two of them, and a restart may be an upgrade`,
  }];
}
