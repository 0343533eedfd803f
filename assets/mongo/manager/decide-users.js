// As primary and root: users are as the Secrets say. None is ever dropped.
'use strict';

const rolesOf = (id, list) => id === 'root' ? [{ role: 'root', db: 'admin' }] : list.users.find(user => user.id === id).roles;

function* userSteps({ credentials, list, users, status }) {
  const ids = ['root', ...(list.problem ? [] : list.users.map(({ id }) => id))];
  const seen = new Map();
  for (const id of ids) {
    const secret = credentials[id];
    const twin = seen.get(secret.username);
    seen.set(secret.username, id);
    if (secret.problem) yield { say: `the Secret of ${id} cannot be used: ${secret.problem}` };
    else if (twin !== undefined) yield { say: `${twin} and ${id} have the same username` };
    else yield* userStep({ id, secret, roles: rolesOf(id, list), known: users[id], term: String(status.term) });
  }
}

function* userStep({ id, secret, roles, known, term }) {
  const { username, print } = secret;
  const asked = { id, username, key: `${id} ${print} ${JSON.stringify(roles)}` };
  if (known?.key !== asked.key || known.term !== term) {
    yield { look: 'user', id, asked: asked.key, term };
  } else if (!known.exists) {
    yield { do: 'createUser', ...asked, roles, say: `create the user ${username}` };
  } else if (known.login === 'unfit') {
    yield { say: `the password of ${username} has characters that MongoDB accepts in no password` };
  } else if (known.login !== true) {
    yield { do: 'updatePassword', ...asked, say: `give ${username} the password of its Secret` };
  } else if (!sameRoles(known.roles, roles)) {
    yield { do: 'updateRoles', ...asked, roles, say: `give ${username} the roles of the list` };
  }
  const before = known?.before ?? [];
  if (before.length > 0) yield { say: `no Secret names ${before.join(', ')} any more; the user stays until somebody drops it` };
}

function sameRoles(some, others) {
  const sorted = roles => roles.map(({ role, db }) => JSON.stringify([role, db])).sort().join();
  return sorted(some) === sorted(others);
}

module.exports = { userSteps, rolesOf };
