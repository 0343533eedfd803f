import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { build, ROOT, version } from './support/packages';
import { Ended, forbidden, program, REFUSAL, synthesize, typescript } from './support/program';
import { describeLanguage, run } from './support/toolchain';
import { withoutPrograms } from '../support/expected';
import { fences } from '../support/fences';

describeLanguage('python', ['python3'], () => {
  let folder: string;
  let python: string;

  /** An empty virtual environment, and in it the wheel, with what it asks PyPI for. */
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-python-'));
    const wheels = build('python');
    const wheel = join(wheels, readdirSync(wheels).find(file => file.endsWith('.whl'))!);
    run('python3', ['-m', 'venv', join(folder, 'venv')]);
    python = join(folder, 'venv', 'bin', 'python');
    writeFileSync(join(folder, 'constraints.txt'), ['cdk8s', 'cdk8s-plus-28', 'constructs'].map(name => `${name}==${version(name)}\n`).join(''));
    run(python, ['-m', 'pip', 'install', '--quiet', '--constraint', join(folder, 'constraints.txt'), wheel]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function running(code: string): Ended {
    writeFileSync(join(folder, 'main.py'), code);
    return synthesize(python, ['main.py'], folder);
  }

  test('writes what TypeScript writes, a patch of the user\'s included', () => {
    const { status, output, written } = running(program('python'));
    expect([status, output]).toEqual([0, '']);
    expect(written).toEqual(typescript());
    expect(Object.values(written).join()).toContain('minReadySeconds: 10');
  });

  test('is refused a patch in the words of TypeScript, and nothing is written', () => {
    const { status, output, written } = running(forbidden('python'));
    expect(status).toBe(1);
    expect(output).toContain(`RuntimeError: Error: ${REFUSAL}`);
    expect(written).toEqual({});
  });

  test('is refused a prop in the words of TypeScript', () => {
    const { output } = running(program('python').replace('replicas=3', 'replicas=-1'));
    expect(output).toContain("storage/db: 'replicas' must be a whole number from 0 to 2147483647, got -1");
  });

  test('drops the key of a dict that jsii does not know, and refuses that of a class, as the page says', () => {
    const [dict, object] = fences('docs/languages.md').filter(({ language }) => language === 'python')[1]!.code.split('\n').map(line => line.split(/ +# /)[0]!);
    const ports = 'ports=[HeadlessServicePort(name="http", port=9200)]';
    const plain = running(program('python').replace(ports, dict!));
    expect(plain.written).toEqual(typescript(program('ts').replace("name: 'http', ", '')));
    const { status, output } = running(program('python').replace(ports, object!));
    expect([status, output]).toEqual([1, expect.stringContaining("got an unexpected keyword argument 'nodePort'")]);
  });

  test('runs the example, as cdk8s synth would', () => {
    const { status, output, written } = synthesize(python, ['main.py'], join(ROOT, 'examples', '10-python'), { PYTHONDONTWRITEBYTECODE: '1' });
    expect([status, output]).toEqual([0, '']);
    const made = Object.keys(written).sort().map(file => written[file]).join('---\n');
    expect(withoutPrograms(made, 'mongo')).toBe(readFileSync(join(ROOT, 'examples', '10-python', 'expected.yaml'), 'utf8'));
  });
});
