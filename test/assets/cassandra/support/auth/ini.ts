/** As Python's configparser: a section, `key = value`, and what Python takes for blank does not count around the value. */
export function ini(text: string, section: string): Record<string, string> {
  const values: Record<string, string> = {};
  let within = '';
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^[#;]/.test(strip(line)) || strip(line) === '') continue;
    const heading = /^\[(.+)\]/.exec(line);
    if (heading) {within = heading[1];} else if (within === section) {
      const [, key, value] = /^(.*?)[=:](.*)$/.exec(line)!;
      values[strip(key).toLowerCase()] = strip(value);
    }
  }
  return values;
}

function strip(text: string): string {
  return text.replace(/^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g, '');
}
