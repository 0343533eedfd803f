import { given } from '../naming/given';
import { Labels } from '../naming/labels';
import { isProduced } from '../naming/typed';
import { checkAnnotations } from '../rules/object/annotations';
import { checkLabels } from '../rules/object/labels';
import { Report } from '../rules/rule';

// Labels and annotations where the user gives them, as the rules judge them in the object.

interface Metadata {
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

export function checkGivenMetadata(report: Report, what: string, { labels, annotations }: Metadata = {}): void {
  checkGivenLabels(report, `${what}.labels`, labels);
  checkGivenAnnotations(report, `${what}.annotations`, annotations);
}

/** Labels, or what asks for some. */
export function checkGivenLabels(report: Report, what: string, labels: Labels | undefined): void {
  if (labels !== undefined && !isProduced(labels)) checkLabels(what, given(labels), report);
}

export function checkGivenAnnotations(report: Report, what: string, annotations: Labels | undefined): void {
  if (annotations !== undefined && !isProduced(annotations)) checkAnnotations(what, given(annotations), report);
}
