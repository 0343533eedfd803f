import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { RUNTIME, sources, version } from './support/packages';
import { Ended, forbidden, program, REFUSAL, synthesize, typescript } from './support/program';
import { describeLanguage, run } from './support/toolchain';

/** What Maven Central has; cdk8s-plus-28 in this version it does not, so it is made of the npm package. */
const CENTRAL = [
  ['software.amazon.jsii', 'jsii-runtime', RUNTIME],
  ['software.constructs', 'constructs', version('constructs')],
  ['org.cdk8s', 'cdk8s', version('cdk8s')],
];

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>languages</groupId>
  <artifactId>languages</artifactId>
  <version>1</version>
  <dependencies>
${CENTRAL.map(([group, artifact, of]) => `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${of}</version></dependency>`).join('\n')}
  </dependencies>
</project>
`;

describeLanguage('java', ['java', 'javac', 'mvn'], () => {
  let folder: string;
  let classpath: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-java-'));
    const [library, peer, classes] = ['library', 'peer', 'classes'].map(name => join(folder, name)) as [string, string, string];
    sources('java', library);
    sources('java', peer, 'cdk8s-plus-28');
    writeFileSync(join(folder, 'pom.xml'), POM);
    run('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], { cwd: folder });
    mkdirSync(classes);
    const packages = [library, peer].map(each => join(each, 'java', 'src', 'main'));
    const files = packages.flatMap(each => readdirSync(join(each, 'java'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.java')).map(file => join(each, 'java', file)));
    writeFileSync(join(folder, 'files.txt'), files.map(file => `'${file}'\n`).join(''));
    run('javac', ['-nowarn', '-proc:none', '-cp', 'jars/*', '-d', classes, '@files.txt'], { cwd: folder });
    for (const each of packages) cpSync(join(each, 'resources'), classes, { recursive: true });
    classpath = [classes, 'jars/*', '.'].join(delimiter);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function running(code: string): Ended {
    writeFileSync(join(folder, 'Main.java'), code);
    run('javac', ['-proc:none', '-cp', classpath, '-d', '.', 'Main.java'], { cwd: folder });
    return synthesize('java', ['-cp', classpath, 'Main'], folder);
  }

  test('writes what TypeScript writes, a patch of the user\'s included', () => {
    const { status, output, written } = running(program('java'));
    expect([status, output]).toEqual([0, '']);
    expect(written).toEqual(typescript());
  });

  test('is refused a patch in the words of TypeScript, and nothing is written', () => {
    const { status, output, written } = running(forbidden('java'));
    expect(status).toBe(1);
    expect(output).toContain(REFUSAL);
    expect(written).toEqual({});
  });
});
