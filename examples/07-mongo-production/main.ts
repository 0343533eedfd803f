import { App } from 'cdk8s';
import { Payments } from './chart';

const app = new App();
new Payments(app, 'payments', { namespace: 'payments' });
app.synth();
