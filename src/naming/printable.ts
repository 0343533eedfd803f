/** Text of somebody else's, fit for a terminal, a log and XML: what would move the cursor, or end the line, is shown as `?`. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, '?').replace(/\p{Surrogate}/gu, '?');
}
