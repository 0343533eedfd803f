import { Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { MongoCluster } from 'cdk8s-stateful';

/** What a consumer does with what it was told: asks the replica set how many orders there are. Yours has a driver, which takes name and password beside the URI. */
const ASK = `
const { MONGODB_URI, MONGODB_USERNAME, MONGODB_PASSWORD } = process.env;
const uri = MONGODB_URI.replace('://', '://' + [MONGODB_USERNAME, MONGODB_PASSWORD].map(encodeURIComponent).join(':') + '@');
let shop;
while (true) {
  try {
    shop = shop || new Mongo(uri).getDB('shop');
    print(new Date().toISOString(), shop.orders.countDocuments(), 'orders');
  } catch (error) {
    print(new Date().toISOString(), error.codeName || error.name);
  }
  sleep(5000);
}`;

export interface OrdersProps extends ChartProps {
  readonly members?: number;
  readonly replicas?: number;
}

/** A replica set of three members, and somebody who uses it. */
export class Orders extends Chart {
  constructor(scope: Construct, id: string, props: OrdersProps) {
    super(scope, id, props);

    const shop = kplus.Secret.fromSecretName(this, 'Shop', 'orders-shop');
    const orders = new MongoCluster(this, 'orders', {
      members: props.members ?? 3,
      replicas: props.replicas,
      storage: Size.gibibytes(20),
      keyFile: { secret: kplus.Secret.fromSecretName(this, 'KeyFile', 'orders-keyfile') },
      rootCredentials: { secret: kplus.Secret.fromSecretName(this, 'Root', 'orders-root') },
      users: [{ credentials: { secret: shop }, roles: [{ role: 'readWrite', db: 'shop' }] }],
      resources: { cpu: { request: kplus.Cpu.millis(250) }, memory: { limit: Size.gibibytes(1) } },
    });

    const api = new kplus.Deployment(this, 'api', {
      metadata: { name: 'api' },
      replicas: 1,
      securityContext: { user: 999, group: 999 },
    });
    const container = api.addContainer({
      image: 'mongo:8.0', // for its mongosh: yours has a driver
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['mongosh', '--nodb', '--norc', '--quiet', '--eval', ASK],
      envVariables: { HOME: kplus.EnvValue.fromValue('/tmp') },
      resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      securityContext: { user: 999, group: 999, seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }, capabilities: { drop: [kplus.Capability.ALL] } },
    });
    container.mount('/tmp', kplus.Volume.fromEmptyDir(this, 'Tmp', 'tmp'));
    orders.connect(container, { database: 'shop', credentials: { secret: shop } });
  }
}

/** The article's Service `mongodb-test`, and now the members behind it. */
export class FromTheArticle extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const [keyFile, rootCredentials] = ['keyfile', 'root'].map(name => kplus.Secret.fromSecretName(this, name, `mongodb-test-${name}`));
    new MongoCluster(this, 'mongodb-test', { members: 3, storage: Size.gibibytes(20), keyFile: { secret: keyFile }, rootCredentials: { secret: rootCredentials } });
  }
}
