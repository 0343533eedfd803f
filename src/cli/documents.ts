import { Composer, Document, isAlias, isMap, isPair, isScalar, isSeq, Lexer, Pair, Parser, ParsedNode, YAMLMap } from 'yaml';
import { Positions } from './positions';

/** What keeps a text from being read, and where: lines and columns count from 1. */
export interface Unreadable {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** One document of a text. */
export interface YamlDocument {
  readonly value: unknown;
  readonly positions: Positions;
}

/** Kubernetes nests about twenty deep, and definitions of kinds of its own fifty. */
const DEEPEST = 200;
/**
 * What no manifest needs. An API server takes requests of 3 MiB. Four megabytes of manifests have a million tokens, and make 200,000
 * values; three million tokens take a gigabyte of memory, and ten million a minute.
 */
const LIMITS = { characters: 4 * 2 ** 20, tokensOfOne: 3_000_000, tokensOfAll: 10_000_000, values: 1_000_000 };

/** What kubectl reads: YAML 1.1, but for times and for numbers to the base 60. */
const KINDS = ['map', 'seq', 'str', 'null', 'bool', 'int', 'float'].map(kind => `tag:yaml.org,2002:${kind}`);
const OPTIONS = {
  version: '1.1',
  customTags: (tags: readonly { tag: string; format?: string }[]) => (
    tags.filter(({ tag, format }) => KINDS.includes(tag) && format !== 'TIME')
  ),
  uniqueKeys: false, // is looked at below, in less than the square of their number
  logLevel: 'silent',
} as const;

/** What YAML cannot hold, and nobody can see. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

type Node = ParsedNode | null;

/** A key that JavaScript takes for the number of an element. */
const INDEX = /^(0|[1-9]\d{0,9})$/;

/** One field of a map. */
interface Entry {
  readonly key: string;
  readonly at: number;
  readonly value: Node;
}

/**
 * The documents of a text, YAML or JSON, one after the other, and what keeps others from being read. Of each no more is kept than its
 * values and where they stand: the trees that the parser makes are far larger than the text.
 */
export function* documents(text: string, limits = LIMITS): Generator<YamlDocument | Unreadable> {
  const lines: number[] = [0];
  const control = CONTROL.exec(text);
  if (control !== null) {
    for (let at = text.indexOf('\n'); at >= 0 && at < control.index; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    yield unreadable(new Unfit(control.index, `there is a control character, U+${code}`), lines);
    return;
  }
  try {
    for (const document of composed(text, lines, limits)) yield read(document, text, lines, limits);
  } catch (error) {
    yield unreadable(error as Error, lines);
  }
}

/** What no manifest looks like, or would take too much time or memory. */
class Unfit extends Error {
  constructor(public readonly at: number, message: string) {
    super(message);
  }
}

function unreadable({ at = 0, message }: Error & { at?: number }, lines: readonly number[]): Unreadable {
  return { message, ...new Positions([at], lines).first };
}

function* composed(text: string, lines: number[], { characters, tokensOfOne, tokensOfAll }: typeof LIMITS): Generator<Document.Parsed> {
  const parser = new Parser(at => lines.push(at));
  const composer = new Composer<ParsedNode>(OPTIONS as never);
  let [tokens, all] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.length > characters) throw new Unfit(parser.offset, `a value is longer than ${characters} characters`);
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') tokens = 0;
      yield* composer.next(token) as Generator<Document.Parsed>;
    }
    if (++tokens > tokensOfOne) throw new Unfit(parser.offset, `a document has more than ${tokensOfOne} tokens`);
    if (++all > tokensOfAll) throw new Unfit(parser.offset, `the documents have more than ${tokensOfAll} tokens`);
    if (parser.stack.length > DEEPEST) throw new Unfit(parser.offset, `values are nested more than ${DEEPEST} deep`);
  }
  for (const token of parser.end()) yield* composer.next(token) as Generator<Document.Parsed>;
  yield* composer.end() as Generator<Document.Parsed>;
}

function read(document: Document.Parsed, text: string, lines: readonly number[], limits: typeof LIMITS): YamlDocument | Unreadable {
  const [error] = document.errors;
  if (error !== undefined) return unreadable(new Unfit(error.pos[0], error.message), lines);
  try {
    const values = new Values(limits.values);
    if (text.includes('&')) values.meet(document.contents);
    const value = values.of(document.contents, document.range[0]);
    return { value, positions: new Positions(Uint32Array.from(values.offsets), lines) };
  } catch (refused) {
    return unreadable(refused as Error, lines);
  }
}

/** Makes plain values, each alias a value of its own, and notes where each stands, in the order in which they are made. */
class Values {
  public readonly offsets: number[] = [];
  /** What aliases stand for: what had that anchor last before them. */
  private readonly targets = new Map<Node, ParsedNode | undefined>();
  private depth = 0;

  constructor(private readonly most: number) {}

  /** Meets anchors and aliases in the order in which they stand. */
  public meet(node: Node, anchors = new Map<string, ParsedNode>()): void {
    if (isAlias(node)) {
      this.targets.set(node, anchors.get(node.source));
      return;
    }
    const { anchor, items = [] } = (node ?? {}) as { anchor?: string; items?: (Node | Pair<Node, Node>)[] };
    if (anchor !== undefined) anchors.set(anchor, node!);
    for (const item of items) for (const one of isPair(item) ? [item.key, item.value] : [item]) this.meet(one as Node, anchors);
  }

  public of(node: Node, at: number): unknown {
    this.offsets.push(at);
    if (this.offsets.length > this.most) {
      throw new Unfit(at, `a document has more than ${this.most} values; aliases count as often as they are used`);
    }
    if (++this.depth > DEEPEST) throw new Unfit(at, `values are nested more than ${DEEPEST} deep, or contain themselves`);
    const value = this.plain(node);
    this.depth--;
    return value;
  }

  private plain(node: Node): unknown {
    const target = this.target(node);
    if (target === null) return null;
    if (isScalar(target)) return target.value;
    if (isSeq(target)) return target.items.map(item => this.of(item as ParsedNode, (item as ParsedNode).range[0]));
    return Object.fromEntries(this.entries(target as YAMLMap.Parsed).map(entry => [entry.key, this.of(entry.value, entry.at)]));
  }

  private target(node: Node): Node {
    if (!isAlias(node)) return node;
    const target = this.targets.get(node);
    if (target === undefined) throw new Unfit(node.range[0], `no anchor '${node.source}' before its alias`);
    return target;
  }

  /** The fields of a map in the order in which JavaScript goes through them: keys that are numbers come first. */
  private entries(map: YAMLMap.Parsed): Entry[] {
    const own = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const pair of map.items as Pair<Node, Node>[]) {
      const at = pair.key!.range[0];
      if (isMerge(pair)) {
        merged.push(...this.merged(pair.value, at));
      } else {
        const key = this.key(pair.key, at);
        if (own.has(key)) throw new Unfit(at, `'${key}' occurs twice in one map`);
        own.set(key, { key, at, value: pair.value });
      }
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    const entries = [...own.values()];
    return entries.some(({ key }) => INDEX.test(key)) ? entries.sort(byIndex) : entries;
  }

  /** What `<<` takes over from one map, or from several, of which the first counts. */
  private merged(node: Node, at: number): Entry[] {
    const target = this.target(node);
    const maps = isSeq(target) ? target.items.map(item => this.target(item as Node)) : [target];
    this.depth++;
    if (this.depth > DEEPEST) throw new Unfit(at, `values are nested more than ${DEEPEST} deep, or contain themselves`);
    const entries = maps.flatMap(each => {
      if (!isMap(each)) throw new Unfit(at, "'<<' must be followed by a map, or a list of maps");
      return this.entries(each as YAMLMap.Parsed);
    });
    this.depth--;
    return entries;
  }

  private key(node: Node, at: number): string {
    const target = this.target(node);
    if (!isScalar(target) || target.value === null) throw new Unfit(at, 'a key of a map must be text');
    return String(target.value);
  }
}

function byIndex(one: Entry, other: Entry): number {
  const [a, b] = [one, other].map(({ key }) => INDEX.test(key) && Number(key) < 4294967295 ? Number(key) : Infinity) as [number, number];
  return a === b ? 0 : a - b;
}

function isMerge({ key }: Pair<Node, Node>): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}
