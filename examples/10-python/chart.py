import cdk8s_plus_28 as kplus
from cdk8s import ApiObjectMetadata, Chart, Size
from cdk8s_stateful import CredentialsSecret, KeyedSecret, MongoCluster, MongoRole, MongoUser
from constructs import Construct

# What the consumer runs: it counts the orders every five seconds. Yours has a driver, which takes name and password beside the URI.
ASK = """
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
}"""


class Orders(Chart):
    """A replica set of three members, and a consumer that connects to it."""

    def __init__(self, scope: Construct, id: str, *, namespace: str) -> None:
        super().__init__(scope, id, namespace=namespace)

        shop = CredentialsSecret(secret=kplus.Secret.from_secret_name(self, "Shop", "orders-shop"))
        orders = MongoCluster(
            self, "orders",
            members=3,
            storage=Size.gibibytes(20),
            key_file=KeyedSecret(secret=kplus.Secret.from_secret_name(self, "KeyFile", "orders-keyfile")),
            root_credentials=CredentialsSecret(secret=kplus.Secret.from_secret_name(self, "Root", "orders-root")),
            users=[MongoUser(credentials=shop, roles=[MongoRole(role="readWrite", db="shop")])],
            resources=kplus.ContainerResources(
                cpu=kplus.CpuResources(request=kplus.Cpu.millis(250)),
                memory=kplus.MemoryResources(limit=Size.gibibytes(1)),
            ),
        )

        api = kplus.Deployment(
            self, "api",
            metadata=ApiObjectMetadata(name="api"),
            replicas=1,
            security_context=kplus.PodSecurityContextProps(user=999, group=999),
        )
        container = api.add_container(
            image="mongo:8.0",  # for its mongosh: yours has a driver
            image_pull_policy=kplus.ImagePullPolicy.IF_NOT_PRESENT,
            command=["mongosh", "--nodb", "--norc", "--quiet", "--eval", ASK],
            env_variables={"HOME": kplus.EnvValue.from_value("/tmp")},
            resources=kplus.ContainerResources(
                cpu=kplus.CpuResources(request=kplus.Cpu.millis(50)),
                memory=kplus.MemoryResources(request=Size.mebibytes(128), limit=Size.mebibytes(256)),
            ),
            security_context=kplus.ContainerSecurityContextProps(
                user=999,
                group=999,
                seccomp_profile=kplus.SeccompProfile(type=kplus.SeccompProfileType.RUNTIME_DEFAULT),
                capabilities=kplus.ContainerSecutiryContextCapabilities(drop=[kplus.Capability.ALL]),
            ),
        )
        container.mount("/tmp", kplus.Volume.from_empty_dir(self, "Tmp", "tmp"))
        orders.connect(container, database="shop", credentials=shop)
