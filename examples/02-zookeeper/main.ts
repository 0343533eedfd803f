import { App } from 'cdk8s';
import { ZooKeeper } from './chart';

const app = new App();
new ZooKeeper(app, 'zookeeper', { namespace: 'zookeeper' });
app.synth();
