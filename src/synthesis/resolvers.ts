import { App } from 'cdk8s';
import { IConstruct } from 'constructs';

/** How many resolvers every cdk8s app has; those of the user come on top. */
const OWN = new App().resolvers.length;

/** Whether a construct's app has resolvers of the user's, which are asked of every value: cdk8s does that, in passes of its own. */
export function hasOthersResolvers(construct: IConstruct): boolean {
  const { resolvers = [] }: Partial<App> = App.of(construct); // none where the root of the tree is no app
  return resolvers.length > OWN;
}
