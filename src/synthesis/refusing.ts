import { IConstruct } from 'constructs';
import { hasOthersResolvers } from './resolvers';
import { refuse } from '../naming/refuse';
import { isProduced } from '../naming/typed';
import { Report } from '../rules/rule';

/**
 * What the rules would find in the object, refused where the user gives it. What is produced only as it is written, and what a resolver of
 * the app may make something else of until then, is left to the rules.
 */
export function refusing(scope: IConstruct, where: string): Report {
  return (complaint) => {
    if (!isProduced(complaint.got) && !hasOthersResolvers(scope)) refuse(where, complaint);
  };
}
