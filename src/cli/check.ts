import { CheckOptions } from './arguments';
import { documents, YamlDocument } from './documents';
import { Input, inputs } from './inputs';
import { Locator } from './locator';
import { Problem, Report } from './report';
import { absent, absentNote } from '../guard/absent';
import { called } from '../guard/display-name';
import { judge, Subject } from '../guard/judge';
import { Settings } from '../guard/settings';
import { objectsIn } from '../manifest/list';

const RENDER = '; if it is a template of a Helm chart, check what it renders: helm template CHART | cdk8s-stateful check -';

/** An object, with the document that it was read from. */
interface FileSubject extends Subject {
  readonly file: string;
  readonly document: YamlDocument;
}

/** Reads the manifests and holds the rules to all of them together. */
export async function check({ paths }: CheckOptions, settings: Settings, stdin: AsyncIterable<Uint8Array>): Promise<Report> {
  const subjects: FileSubject[] = [];
  const problems: Problem[] = [];
  let files = 0;
  for await (const input of inputs(paths, stdin)) {
    files++;
    read(input, subjects, problems);
  }
  const { found, notes } = judge(subjects, settings);
  const locator = new Locator();
  const findings = found.map(({ finding, subject: { file, document } }) => (
    { ...finding, file, ...locator.place(document, finding.path) }
  ));
  const kinds = new Set(settings.rules.flatMap(rule => rule.kinds));
  const judged = subjects.filter(({ manifest }) => kinds.has(manifest.kind)).length;
  const unknown = absent(subjects, settings);
  return { findings, problems, objects: subjects, judged, files, unknown, notes: [...notes, ...absentNote(unknown)], settings };
}

/** Documents that are no Kubernetes objects, such as the values of a chart, are none of ours. */
function read({ file, text, problem }: Input, subjects: FileSubject[], problems: Problem[]): void {
  if (text === undefined) {
    problems.push({ file, message: problem! });
    return;
  }
  for (const document of documents(text)) {
    if ('message' in document) {
      problems.push({ ...document, file, message: `${document.message}${text.includes('{{') ? RENDER : ''}` });
      continue;
    }
    for (const { manifest, path } of objectsIn(document.value)) {
      if (isObject(manifest)) subjects.push({ manifest, path, where: called(manifest), file, document });
    }
  }
}

function isObject(manifest: unknown): boolean {
  const { apiVersion, kind } = (manifest ?? {}) as Record<string, unknown>;
  return typeof apiVersion === 'string' && typeof kind === 'string';
}
