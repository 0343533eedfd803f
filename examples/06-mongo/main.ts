import { App } from 'cdk8s';
import { FromTheArticle, Orders } from './chart';

const app = new App();
new Orders(app, 'orders', { namespace: 'shop' });
new FromTheArticle(app, 'from-the-article', { namespace: 'article-mongo' });
app.synth();
