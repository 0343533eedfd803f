import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { RUNTIME, sources, version } from './support/packages';
import { Ended, forbidden, program, REFUSAL, synthesize, typescript } from './support/program';
import { describeLanguage, run } from './support/toolchain';

/** Our module, and those of the peers, which are made of the npm packages: Go's proxy does not have every version of them. */
const MADE = {
  'github.com/cdk8s-stateful/cdk8s-stateful-go/stateful': 'go/stateful',
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'go/cdk8s',
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'go/cdk8splus28',
};

const GO_MOD = (folder: string) => `module languages

go 1.25

require (
	github.com/aws/constructs-go/constructs/v10 v${version('constructs')}
	github.com/aws/jsii-runtime-go v${RUNTIME}
	github.com/cdk8s-stateful/cdk8s-stateful-go/stateful v0.0.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v${version('cdk8s')}
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2 v${version('cdk8s-plus-28')}
)

${Object.entries(MADE).map(([module, path]) => `replace ${module} => ${join(folder, path)}`).join('\n')}
`;

describeLanguage('go', ['go'], () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-go-'));
    sources('go', folder);
    sources('go', folder, 'cdk8s');
    sources('go', folder, 'cdk8s-plus-28');
    writeFileSync(join(folder, 'go.mod'), GO_MOD(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function running(code: string): Ended {
    writeFileSync(join(folder, 'main.go'), code);
    run('go', ['build', '-mod=mod', '-o', 'main', 'main.go'], { cwd: folder });
    return synthesize(join(folder, 'main'), [], folder);
  }

  test('writes what TypeScript writes, a patch of the user\'s included', () => {
    const { status, output, written } = running(program('go'));
    expect([status, output]).toEqual([0, '']);
    expect(written).toEqual(typescript());
  });

  test('is refused a patch in the words of TypeScript, and nothing is written', () => {
    const { status, output, written } = running(forbidden('go'));
    expect(status).toBe(2);
    expect(output).toContain(REFUSAL);
    expect(written).toEqual({});
  });
});
