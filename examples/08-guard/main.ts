import { App } from 'cdk8s';
import { Queue } from './chart';

const app = new App();
new Queue(app, 'guard', { namespace: 'guard' });
app.synth();
