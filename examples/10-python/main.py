from cdk8s import App

from chart import Orders

app = App()
Orders(app, "orders", namespace="shop")
app.synth()
