import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Manifest } from '../manifest/manifest';

/** What a ConfigMap or a Secret that is defined in the app holds, as far as that goes; nothing of one that is only referred to. */
export function knownData(source: unknown): Record<string, unknown> | undefined {
  const manifest = written(source as IConstruct);
  if (manifest === undefined || !['ConfigMap', 'Secret'].includes(manifest.kind)) return undefined;
  return { ...manifest.data, ...manifest.binaryData, ...manifest.stringData };
}

/** Whether it is one that is defined in the app; its contents may still change. */
export function isDefined(source: unknown): boolean {
  return objectOf(source as IConstruct) !== undefined;
}

function written(source: IConstruct): Manifest | undefined {
  return objectOf(source)?.toJson();
}

/** What is only referred to has no object below it, and may be no construct at all. */
function objectOf(source: IConstruct): ApiObject | undefined {
  if (ApiObject.isApiObject(source)) return source;
  const child = (source as Partial<IConstruct>).node?.defaultChild;
  return child === undefined ? undefined : objectOf(child);
}
