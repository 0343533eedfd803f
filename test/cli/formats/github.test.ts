import { FULL } from './reports';
import { github } from '../../../src/cli/formats/github';

test('each line is a command, in which nothing can end it or begin another', () => {
  expect(github(FULL)).toBe(`::error file=b.yaml,title=not checked::there is no such file or folder
::error file=c.yaml,line=2,col=1,title=not checked::'a' is there twice%0Ain one map
::error file=a dir/a%2Cb%3Ac.yaml,line=7,col=3,title=headless-type%3A refused by the API server::Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node<Port>&"'; 100%25 so
::warning file=a dir/a%2Cb%3Ac.yaml,line=9,col=3,title=ports-named%3A advice::Service prod/db: advice
::warning file=a dir/a%2Cb%3Ac.yaml,line=9,col=3,title=acknowledgement%3A advice::Service prod/db: advice
`);
});
