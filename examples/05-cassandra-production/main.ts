import { App } from 'cdk8s';
import { Orders } from './chart';

const app = new App();
new Orders(app, 'orders', { namespace: 'orders' });
app.synth();
