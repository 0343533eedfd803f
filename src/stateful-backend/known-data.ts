import { Manifest } from '../manifest/manifest';
import { objectOf } from '../naming/reference';

/** What a ConfigMap or a Secret that is defined in the app holds, as far as that goes; nothing of one that is only referred to. */
export function knownData(source: unknown): Record<string, unknown> | undefined {
  const manifest = written(source);
  if (manifest === undefined || !['ConfigMap', 'Secret'].includes(manifest.kind)) return undefined;
  return { ...manifest.data, ...manifest.binaryData, ...manifest.stringData };
}

/** Whether it is one that is defined in the app; its contents may still change. */
export function isDefined(source: unknown): boolean {
  return objectOf(source) !== undefined;
}

function written(source: unknown): Manifest | undefined {
  return objectOf(source)?.toJson();
}
