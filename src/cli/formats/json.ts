import { Report } from '../report';

/** For programs: all there is. */
export function json({ findings, problems, objects, files, unknown, notes, settings }: Report): string {
  const all = { kubernetes: `1.${settings.kubernetes}`, files, objects: objects.length, findings, problems, unknown, notes };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}
