import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

// The commands that the upgrade check can print, as they stand in its source: `…` is what is filled in.

const SRC = join(__dirname, '..', '..', 'src', 'upgrade');

/** What is put together of texts, as far as it is known before it runs. */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textOf(node.left) + textOf(node.right);
  return '…';
}

/** Every command of kubectl in the source, once. */
export function printable(): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const text = ts.isExpression(node) ? textOf(node) : '…';
    if (text === '…') ts.forEachChild(node, visit);
    else if (text.startsWith('kubectl ')) found.add(text);
    if (text !== '…' && ts.isTemplateExpression(node)) node.templateSpans.forEach(({ expression }) => visit(expression));
  };
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
    ts.forEachChild(ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.ES2022, true), visit);
  }
  return [...found].sort();
}

const DATABASE = 'it asks a database, which simulated nodes do not run; test/e2e/real';
const WORDS = 'it is what to see, in words';

/** What no test runs against an API server, and why. Everything else that can be printed is run: test/e2e/upgrade.e2e.ts. */
export const BY_HAND: Readonly<Record<string, string>> = {
  'kubectl apply -f dist/': 'it is the default for what applies the manifests; each test has its own',
  'kubectl exec …… -c cassandra -- nodetool status': DATABASE,
  "kubectl exec …… -c … -- mongosh --quiet --eval '…'": DATABASE,
  'kubectl exec …… -c … -- nodetool …': DATABASE,
  'kubectl logs …… -c manager --tail=20': DATABASE,
  'kubectl get pods… -l … shows all of them': WORDS,
  'kubectl get pods… shows as many ready pods as before': WORDS,
  "kubectl get statefulset …… -o jsonpath='{.spec.replicas}' shows this number": WORDS,
};

/** Whether a command is one of these, with something filled in. */
export function isOne(command: string, of: string): boolean {
  return new RegExp(`^${of.trim().split(/…+/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}`).test(command);
}
