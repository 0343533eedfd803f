import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { holderOf } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { clusterOf, mayMeet } from '../naming/target-cluster';

const kept = new WeakSet<IConstruct>();

/** Keeps the objects of an app apart in its files, whoever made them: two are refused of which the second would overwrite the first. */
export function keepFilesApart(scope: IConstruct): void {
  const { root } = scope.node;
  if (kept.has(root)) return;
  kept.add(root);
  root.node.addValidation({ validate: () => checkFiles(root) });
}

function checkFiles(root: IConstruct): string[] {
  const { yamlOutputType: layout, outputFileExtension: extension } = root as Partial<App>;
  if (layout === undefined || layout === YamlOutputType.FILE_PER_CHART) return []; // whose charts each go to one cluster
  const written = new Map<string, ApiObject>();
  for (const object of root.node.findAll().filter(each => ApiObject.isApiObject(each)) as ApiObject[]) {
    const place = placeInFiles(layout, object);
    const first = written.get(place);
    if (first === undefined) written.set(place, object);
    else if (!areOne(first, object)) refuseLayout(layout, `${fileName(layout, object)}${extension}`, first, object);
    else if (holderOf(object) !== undefined) refuseName(first, object);
  }
  return [];
}

/** Where it stands alone: its file, or itself in the one file of the app. */
function placeInFiles(layout: YamlOutputType, object: ApiObject): string {
  if (layout === YamlOutputType.FILE_PER_APP) return identity(object);
  const folder = layout === YamlOutputType.FILE_PER_RESOURCE ? '' : Chart.of(object).node.path;
  return `${folder}/${fileName(layout, object)}`;
}

/** As cdk8s names it, which leaves the namespace out. */
function fileName(layout: YamlOutputType, { kind, name }: ApiObject): string {
  return layout === YamlOutputType.FILE_PER_APP ? 'app' : `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** To an API server; where it is not ours, it may be written twice. */
function areOne(one: ApiObject, other: ApiObject): boolean {
  return identity(one) === identity(other) && mayMeet(clusterOf(one), clusterOf(other));
}

function identity({ apiVersion, kind, metadata, name }: ApiObject): string {
  return [apiVersion, kind, metadata.namespace, name].join('/');
}

function refuseLayout(layout: YamlOutputType, file: string, first: ApiObject, second: ApiObject): never {
  const because = `${called(first)} is written to ${file} as well, and would be overwritten`;
  const allowed = `${YamlOutputType[apart(layout, first, second)]}, because ${because}`;
  const instead = 'or give one of them another name';
  return refuse(called(second), { what: 'yamlOutputType', allowed, got: YamlOutputType[layout], instead });
}

/** The layout in which they do not meet. */
function apart(layout: YamlOutputType, one: ApiObject, other: ApiObject): YamlOutputType {
  const inFolders = layout === YamlOutputType.FILE_PER_RESOURCE && Chart.of(one) !== Chart.of(other);
  return inFolders ? YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE : YamlOutputType.FILE_PER_CHART;
}

function refuseName(first: ApiObject, second: ApiObject): never {
  const instead = `${called(first)} has it as well; the second would overwrite the first when they are applied`;
  return refuse(called(second), { what: 'metadata.name', allowed: `a name that no other ${second.kind} has`, got: second.name, instead });
}

/** What the user calls it: the construct that has made it, as far as it is ours. */
function called(object: ApiObject): string {
  const { path } = object.node;
  const holder = holderOf(object);
  return holder !== undefined && path.startsWith(`${holder}/`) ? holder : path;
}
