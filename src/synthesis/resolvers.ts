import { ApiObject, App } from 'cdk8s';

/** How many resolvers every cdk8s app has; those of the user come on top. */
const OWN = new App().resolvers.length;

/** Whether an object's app has resolvers of the user's, which are asked of every value: cdk8s does that, in passes of its own. */
export function hasOthersResolvers(object: ApiObject): boolean {
  return App.of(object).resolvers.length > OWN;
}
