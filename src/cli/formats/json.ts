import { Report } from '../report';

/** For programs: all there is. */
export function json({ findings, problems, objects, files, notes, settings }: Report): string {
  const all = { kubernetes: `1.${settings.kubernetes}`, files, objects: objects.length, findings, problems, notes };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}
