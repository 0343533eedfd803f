// For mongosh: prints which member a backup is taken from, as `secondary HOST` or `primary HOST`: the first of $MONGO_HOSTS that is a
// secondary of the set, or else its primary. Nobody has to log in to be told that.
/* global Mongo, print */
const { MONGO_HOSTS, MONGO_SET, MONGO_URI_OPTIONS } = process.env;

let chosen = '';
for (const host of MONGO_HOSTS.split(',')) {
  if (chosen.startsWith('secondary')) break;
  try {
    const options = `${MONGO_URI_OPTIONS}&directConnection=true&serverSelectionTimeoutMS=5000&appName=backup`;
    const connection = new Mongo(`mongodb://${host}/?${options}`);
    const hello = connection.getDB('admin').runCommand({ hello: 1 });
    connection.close();
    const state = hello.setName !== MONGO_SET ? '' : hello.secondary ? 'secondary' : hello.isWritablePrimary ? 'primary' : '';
    if (state) chosen = `${state} ${host}`;
    else console.error(`${host} is neither primary nor secondary of ${MONGO_SET}`);
  } catch (error) {
    console.error(`${host}: ${error.message}`);
  }
}
print(chosen);
