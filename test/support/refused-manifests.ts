import { budget, CLAIM, CONTAINER, headless, service, statefulSet } from './manifests';
import { Manifest } from '../../src/manifest/manifest';

/**
 * A manifest that a rule forbids, and how the API server (1.34) does.
 */
export interface RefusedManifest {
  /** The name of the rule. */
  readonly rule: string;
  /** What is wrong, to follow "refuses". */
  readonly title: string;
  /** What to apply, the offender last. */
  readonly manifests: readonly Manifest[];
  /** What the rule says of it. */
  readonly says: string;
  readonly server: {
    /** `apply`: the object is refused. `pods`: it is accepted, and the controller's every attempt to make a pod is refused. */
    readonly at: 'apply' | 'pods';
    /** What the server says, wherever it says it: older ones check pod templates only when there are pods to be made. */
    readonly message: RegExp;
    /** The last minor version that refuses it, where later ones do not. */
    readonly until?: number;
  };
}

const DNS_LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const SERVICE_NAME = "1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-'";
const STATEFUL_SET_NAME = "1 to 52 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const LABEL_KEYS = "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'";
const LABEL_VALUE = "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";
const PORT = 'a whole number from 1 to 65535';
const COUNT = 'a whole number from 0 to 2147483647';
const AMOUNT = 'a whole number of pods, 0 or more, or from 0% to 100%';
const CONTAINER_PORT_NAME = "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter";
const MODES = 'one or more of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod';
const SIZE = "a size above 0, such as '10Gi'";
const OUTSIDE = 'for access from outside put a client Service beside it, or one Service per pod';

/** One row, of one manifest. */
function refused(rule: string, title: string, manifest: Manifest, [what, allowed, got]: [string, string, string], message: RegExp, at: 'apply' | 'pods' = 'apply'): RefusedManifest {
  return { rule, title, manifests: [manifest], says: `here: '${what}' must be ${allowed}, got ${got}`, server: { at, message } };
}

/** Another container with the name of the first. */
const SECOND_CONTAINER = {
  name: 'db',
  image: 'busybox:1.36',
  resources: { requests: { memory: '8Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

const SERVICES: readonly RefusedManifest[] = [
  refused('service-name', 'capitals', headless({ 'metadata.name': 'Db' }),
    ['metadata.name', SERVICE_NAME, "'Db'"], /metadata\.name: Invalid value: "Db"/),
  refused('service-name', 'more than 63 characters', headless({ 'metadata.name': 'd'.repeat(64) }),
    ['metadata.name', SERVICE_NAME, `'${'d'.repeat(64)}'`], /metadata\.name: Invalid value: "d{64}": must be no more than 63/),
  refused('service-name', 'no name', headless({ 'metadata.name': undefined }),
    ['metadata.name', SERVICE_NAME, 'nothing'], /resource name may not be empty/),
  {
    rule: 'service-name',
    title: 'a digit first',
    manifests: [headless({ 'metadata.name': '9db' })],
    says: `here: 'metadata.name' must be ${SERVICE_NAME}, got '9db'`,
    server: { at: 'apply', message: /metadata\.name: Invalid value: "9db": a DNS-1035 label/, until: 36 },
  },

  refused('labels', 'a label of a Service whose key has a blank', headless({ 'metadata.labels': { 'a b': 'c' } }),
    ['metadata.labels', LABEL_KEYS, "'a b'"], /metadata\.labels: Invalid value: "a b"/),
  refused('labels', 'a label of a Service whose key has capitals in its domain', headless({ 'metadata.labels': { 'Example.com/a': 'c' } }),
    ['metadata.labels', LABEL_KEYS, "'Example.com/a'"], /metadata\.labels: Invalid value: "Example\.com\/a"/),
  refused('labels', 'a label of a Service whose value ends with a dash', headless({ 'metadata.labels': { app: 'db-' } }),
    ['metadata.labels.app', LABEL_VALUE, "'db-'"], /metadata\.labels: Invalid value: "db-"/),
  refused('labels', 'a label of a Service that is a number', headless({ 'metadata.labels': { app: 5 } }),
    ['metadata.labels.app', LABEL_VALUE, '5'], /cannot unmarshal number into Go struct field/),
  refused('labels', 'a selector of a Service whose key begins with a dash', headless({ 'spec.selector': { '-app': 'db' } }),
    ['spec.selector', LABEL_KEYS, "'-app'"], /spec\.selector: Invalid value: "-app"/),
  refused('labels', 'a selector of a Service whose value has a blank', headless({ 'spec.selector': { app: 'd b' } }),
    ['spec.selector.app', LABEL_VALUE, "'d b'"], /spec\.selector: Invalid value: "d b"/),

  refused('service-ports', 'no ports where there is an address', service({ 'spec.ports': undefined }),
    ['spec.ports', 'at least one port, unless the Service is headless', 'nothing'], /spec\.ports: Required value/),
  refused('service-ports', 'port 0', headless({ 'spec.ports[0].port': 0 }),
    ['spec.ports[0].port', PORT, '0'], /spec\.ports\[0\]\.port: Invalid value: 0: must be between 1 and 65535/),
  refused('service-ports', 'port 65536', service({ 'spec.ports[0].port': 65536 }),
    ['spec.ports[0].port', PORT, '65536'], /spec\.ports\[0\]\.port: Invalid value: 65536: must be between 1 and 65535/),
  refused('service-ports', 'a port in quotes', headless({ 'spec.ports[0].port': '9042' }),
    ['spec.ports[0].port', PORT, "'9042'"], /cannot unmarshal string into Go struct field/),
  refused('service-ports', 'target port -1', headless({ 'spec.ports[0].targetPort': -1 }),
    ['spec.ports[0].targetPort', `${PORT}, or the name of a port`, '-1'], /spec\.ports\[0\]\.targetPort: Invalid value: -1: must be between 1 and 65535/),
  refused('service-ports', 'target port 65536', service({ 'spec.ports[0].targetPort': 65536 }),
    ['spec.ports[0].targetPort', `${PORT}, or the name of a port`, '65536'], /spec\.ports\[0\]\.targetPort: Invalid value: 65536: must be between 1 and 65535/),
  refused('service-ports', 'one port twice', headless({ 'spec.ports[1]': { name: 'again', port: 9042 } }),
    ['spec.ports[1].port', 'a port that no other TCP port of the Service has', '9042'], /spec\.ports\[1\]: Duplicate value/),

  refused('service-port-names', 'a port without a name beside another', headless({ 'spec.ports[1]': { port: 7000 } }),
    ['spec.ports[1].name', DNS_LABEL, 'nothing'], /spec\.ports\[1\]\.name: Required value/),
  refused('service-port-names', 'a dot in the name of a port', headless({ 'spec.ports[0].name': 'cql.v4' }),
    ['spec.ports[0].name', DNS_LABEL, "'cql.v4'"], /spec\.ports\[0\]\.name: Invalid value: "cql\.v4"/),
  refused('service-port-names', 'two ports of one name', headless({ 'spec.ports[1]': { name: 'cql', port: 7000 } }),
    ['spec.ports[1].name', 'a name that no other port of the Service has', "'cql'"], /spec\.ports\[1\]\.name: Duplicate value: "cql"/),

  refused('ip-families', 'an unknown policy', headless({ 'spec.ipFamilyPolicy': 'DualStack' }),
    ['spec.ipFamilyPolicy', 'one of SingleStack, PreferDualStack, RequireDualStack', "'DualStack'"], /spec\.ipFamilyPolicy: Unsupported value: "DualStack"/),
  refused('ip-families', 'an unknown family', headless({ 'spec.ipFamilies': ['ipv4'] }),
    ['spec.ipFamilies', 'IPv4, IPv6, or both in either order', '["ipv4"]'], /spec\.ipFamilies\[0\]: Unsupported value: "ipv4"/),
  refused('ip-families', 'one family twice', headless({ 'spec.ipFamilies': ['IPv4', 'IPv4'], 'spec.ipFamilyPolicy': 'PreferDualStack' }),
    ['spec.ipFamilies', 'IPv4, IPv6, or both in either order', '["IPv4","IPv4"]'], /spec\.ipFamilies\[1\]: Duplicate value: "IPv4"/),
  refused('ip-families', 'a family that is no list', headless({ 'spec.ipFamilies': 'IPv4' }),
    ['spec.ipFamilies', 'IPv4, IPv6, or both in either order', "'IPv4'"], /cannot unmarshal string into Go struct field/),
  refused('ip-families', 'two families in a single stack', headless({ 'spec.ipFamilies': ['IPv4', 'IPv6'], 'spec.ipFamilyPolicy': 'SingleStack' }),
    ['spec.ipFamilyPolicy', 'PreferDualStack or RequireDualStack for two families', "'SingleStack'"],
    /spec\.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack'/),
  refused('ip-families', 'two families without a policy', headless({ 'spec.ipFamilies': ['IPv4', 'IPv6'] }),
    ['spec.ipFamilyPolicy', 'PreferDualStack or RequireDualStack for two families', 'nothing'],
    /spec\.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack'/),

  refused('headless-type', 'NodePort', headless({ 'spec.type': 'NodePort' }),
    ['spec.type', "'ClusterIP' for a headless Service", `'NodePort'; ${OUTSIDE}`], /may not be set to 'None' for NodePort services/),
  refused('headless-type', 'LoadBalancer', headless({ 'spec.type': 'LoadBalancer' }),
    ['spec.type', "'ClusterIP' for a headless Service", `'LoadBalancer'; ${OUTSIDE}`], /may not be set to 'None' for LoadBalancer services/),
  refused('headless-type', 'ExternalName', headless({ 'spec.type': 'ExternalName', 'spec.externalName': 'db.example.com' }),
    ['spec.type', "'ClusterIP' for a headless Service", `'ExternalName'; ${OUTSIDE}`], /spec\.clusterIPs: Forbidden: may not be set for ExternalName services/),

  refused('headless-address', 'None in lower case', headless({ 'spec.clusterIP': 'none' }),
    ['spec.clusterIP', "'None', an IP address, or left out", "'none'"], /spec\.clusterIPs\[0\]: Invalid value: "none": must be a valid IP address/),
  refused('headless-address', 'None in the list alone', headless({ 'spec.clusterIP': undefined, 'spec.clusterIPs': ['None'] }),
    ['spec.clusterIPs', "left out, or just 'None' as clusterIP is", '["None"]'], /spec\.clusterIPs: Invalid value: \["None"\]: must be empty when `clusterIP` is not specified/),
  refused('headless-address', 'an address beside None', headless({ 'spec.clusterIPs': ['None', '10.96.0.77'] }),
    ['spec.clusterIPs', "left out, or just 'None' as clusterIP is", '["None","10.96.0.77"]'], /'None' must be the first and only value/),

  refused('headless-has-no-outside', 'externalTrafficPolicy', headless({ 'spec.externalTrafficPolicy': 'Local' }),
    ['spec.externalTrafficPolicy', 'left out of a headless Service', `'Local'; ${OUTSIDE}`], /spec\.externalTrafficPolicy: Invalid value: "Local"/),
  refused('headless-has-no-outside', 'healthCheckNodePort', headless({ 'spec.healthCheckNodePort': 31000 }),
    ['spec.healthCheckNodePort', 'left out of a headless Service', `31000; ${OUTSIDE}`], /spec\.healthCheckNodePort: Invalid value: 31000/),
  refused('headless-has-no-outside', 'loadBalancerSourceRanges', headless({ 'spec.loadBalancerSourceRanges': ['10.0.0.0/8'] }),
    ['spec.loadBalancerSourceRanges', 'left out of a headless Service', `["10.0.0.0/8"]; ${OUTSIDE}`], /spec\.LoadBalancerSourceRanges: Forbidden/),
  refused('headless-has-no-outside', 'loadBalancerClass, even empty', headless({ 'spec.loadBalancerClass': '' }),
    ['spec.loadBalancerClass', 'left out of a headless Service', `''; ${OUTSIDE}`], /spec\.loadBalancerClass: Forbidden/),
  refused('headless-has-no-outside', 'allocateLoadBalancerNodePorts, even false', headless({ 'spec.allocateLoadBalancerNodePorts': false }),
    ['spec.allocateLoadBalancerNodePorts', 'left out of a headless Service', `false; ${OUTSIDE}`], /spec\.allocateLoadBalancerNodePorts: Forbidden/),
  refused('headless-has-no-outside', 'nodePort', headless({ 'spec.ports[0].nodePort': 31000 }),
    ['spec.ports[0].nodePort', 'left out of a headless Service', `31000; ${OUTSIDE}`], /spec\.ports\[0\]\.nodePort: Forbidden/),
];

const STATEFUL_SETS: readonly RefusedManifest[] = [
  refused('stateful-set-name', 'a dot', statefulSet({ 'metadata.name': 'db.prod' }),
    ['metadata.name', STATEFUL_SET_NAME, "'db.prod'"], /metadata\.name: Invalid value: "db\.prod": must not contain dots/),
  refused('stateful-set-name', 'no name', statefulSet({ 'metadata.name': undefined }),
    ['metadata.name', STATEFUL_SET_NAME, 'nothing'], /resource name may not be empty/),
  // The hash that follows the name in the pods' label has up to 10 characters, but may have fewer: only a longer name is sure to be too long.
  refused('stateful-set-name', 'so many characters that the label of the revision is too long', statefulSet({ 'metadata.name': 'd'.repeat(61) }),
    ['metadata.name', STATEFUL_SET_NAME, `'${'d'.repeat(61)}'`], /metadata\.labels: Invalid value: "d{61}-[a-z0-9]+": must be no more than 63/, 'pods'),

  refused('pod-names', 'ordinals that make the names of the pods too long', statefulSet({ 'metadata.name': 'd'.repeat(60), 'spec.ordinals.start': 1000 }),
    ['metadata.name', 'short enough that the name of the last pod has at most 63 characters', `'${'d'.repeat(60)}-1002'`],
    /metadata\.labels: Invalid value: "d{60}-1000": must be no more than 63/, 'pods'),

  refused('labels', 'a label of a StatefulSet whose key has a blank', statefulSet({ 'metadata.labels': { 'a b': 'c' } }),
    ['metadata.labels', LABEL_KEYS, "'a b'"], /metadata\.labels: Invalid value: "a b"/),
  refused('labels', 'a label of the pods whose value ends with a dash', statefulSet({ 'spec.template.metadata.labels': { app: 'db', tier: 'data-' } }),
    ['spec.template.metadata.labels.tier', LABEL_VALUE, "'data-'"], /labels: Invalid value: "data-"/),

  refused('selector-matches-pods', 'no selector', statefulSet({ 'spec.selector': undefined }),
    ['spec.selector', 'labels that the pods have', 'nothing'], /spec\.selector: Required value/),
  refused('selector-matches-pods', 'an empty selector', statefulSet({ 'spec.selector': {} }),
    ['spec.selector', 'labels that the pods have', '{}'], /spec\.selector: Invalid value: \{\}: empty selector is invalid/),
  refused('selector-matches-pods', 'a label that the pods do not have', statefulSet({ 'spec.selector': { matchLabels: { app: 'mongo' } } }),
    ['spec.selector', 'matched by spec.template.metadata.labels', '{"matchLabels":{"app":"mongo"}}; the pods have {"app":"db"}'],
    /`selector` does not match template `labels`/),
  refused('selector-matches-pods', 'an expression that the pods do not match', statefulSet({ 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }),
    ['spec.selector', 'matched by spec.template.metadata.labels', '{"matchExpressions":[{"key":"app","operator":"DoesNotExist"}]}; the pods have {"app":"db"}'],
    /`selector` does not match template `labels`/),

  ...['spec.replicas', 'spec.minReadySeconds', 'spec.ordinals.start'].map(path => refused('counts', `${path} -1`, statefulSet({ [path]: -1 }),
    [path, COUNT, '-1'], new RegExp(`${path.replaceAll('.', '\\.')}: Invalid value: -1: must be greater than or equal to 0`))),
  refused('counts', 'a partition of -1', statefulSet({ 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: -1 } } }),
    ['spec.updateStrategy.rollingUpdate.partition', COUNT, '-1'], /partition: Invalid value: -1: must be greater than or equal to 0/),
  refused('counts', 'more replicas than can be counted', statefulSet({ 'spec.replicas': 2147483648 }),
    ['spec.replicas', COUNT, '2147483648'], /cannot unmarshal number 2147483648 into Go struct field/),
  refused('counts', 'half a replica', statefulSet({ 'spec.replicas': 1.5 }),
    ['spec.replicas', COUNT, '1.5'], /cannot unmarshal number 1\.5 into Go struct field/),

  refused('policies', 'podManagementPolicy in lower case', statefulSet({ 'spec.podManagementPolicy': 'parallel' }),
    ['spec.podManagementPolicy', "'OrderedReady' or 'Parallel'", "'parallel'"], /spec\.podManagementPolicy: Invalid value: "parallel"/),
  refused('policies', 'an unknown update strategy', statefulSet({ 'spec.updateStrategy.type': 'Recreate' }),
    ['spec.updateStrategy.type', "'RollingUpdate' or 'OnDelete'", "'Recreate'"], /spec\.updateStrategy: Invalid value/),
  refused('policies', 'pods that are not restarted', statefulSet({ 'spec.template.spec.restartPolicy': 'OnFailure' }),
    ['spec.template.spec.restartPolicy', "'Always'", "'OnFailure'"], /spec\.template\.spec\.restartPolicy: Unsupported value: "OnFailure"/),
  refused('policies', 'an unknown fate for claims when the set is deleted', statefulSet({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Keep' }),
    ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', "'Retain' or 'Delete'", "'Keep'"], /whenDeleted: Unsupported value: "Keep"/),
  refused('policies', 'an unknown fate for claims when the set shrinks', statefulSet({ 'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Keep' }),
    ['spec.persistentVolumeClaimRetentionPolicy.whenScaled', "'Retain' or 'Delete'", "'Keep'"], /whenScaled: Unsupported value: "Keep"/),
  refused('policies', 'rollingUpdate beside OnDelete', statefulSet({ 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: {} } }),
    ['spec.updateStrategy.rollingUpdate', "left out if the type is 'OnDelete'", '{}'], /only allowed for updateStrategy 'RollingUpdate'/),

  refused('claim-templates', 'capitals in the name of a claim', statefulSet({ [`${CLAIM}.metadata.name`]: 'Data', [`${CONTAINER}.volumeMounts[0].name`]: 'Data' }),
    [`${CLAIM}.metadata.name`, DNS_LABEL, "'Data'"], /volumes\[0\]\.name: Invalid value: "Data"/),
  refused('claim-templates', 'no access modes', statefulSet({ [`${CLAIM}.spec.accessModes`]: undefined }),
    [`${CLAIM}.spec.accessModes`, MODES, 'nothing'], /accessModes: Required value/),
  refused('claim-templates', 'an unknown access mode', statefulSet({ [`${CLAIM}.spec.accessModes`]: ['RWO'] }),
    [`${CLAIM}.spec.accessModes`, MODES, '["RWO"]'], /accessModes: Unsupported value: "RWO"/),
  refused('claim-templates', 'ReadWriteOncePod beside another mode', statefulSet({ [`${CLAIM}.spec.accessModes`]: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
    [`${CLAIM}.spec.accessModes`, 'ReadWriteOncePod alone, or without it', '["ReadWriteOncePod","ReadWriteOnce"]'], /accessModes: Forbidden: may not use ReadWriteOncePod with other/),
  refused('claim-templates', 'a claim of no size', statefulSet({ [`${CLAIM}.spec.resources`]: undefined }),
    [`${CLAIM}.spec.resources.requests.storage`, SIZE, 'nothing'], /spec\.resources\[storage\]: Required value/),
  refused('claim-templates', 'a claim of size 0', statefulSet({ [`${CLAIM}.spec.resources.requests.storage`]: '0Gi' }),
    [`${CLAIM}.spec.resources.requests.storage`, SIZE, "'0Gi'"], /spec\.resources\[storage\]: Invalid value: "0": must be greater than zero/),
  refused('claim-templates', 'a claim whose size has a unit that nobody knows', statefulSet({ [`${CLAIM}.spec.resources.requests.storage`]: '10GB' }),
    [`${CLAIM}.spec.resources.requests.storage`, SIZE, "'10GB'"], /quantities must match the regular expression/),

  refused('volume-mounts', 'a mount of what is not there', statefulSet({ [`${CONTAINER}.volumeMounts[0].name`]: 'dat' }),
    [`${CONTAINER}.volumeMounts[0].name`, 'a claim or a volume of the pod', "'dat'"], /volumeMounts\[0\]\.name: Not found: "dat"/),
  refused('volume-mounts', 'one path twice', statefulSet({ [`${CONTAINER}.volumeMounts[1]`]: { name: 'data', mountPath: '/var/lib/cassandra', subPath: 'more' } }),
    [`${CONTAINER}.volumeMounts[1].mountPath`, 'a path that nothing else is mounted at', "'/var/lib/cassandra'"], /volumeMounts\[1\]\.mountPath: Invalid value: "\/var\/lib\/cassandra": must be unique/),

  refused('containers', 'no container', statefulSet({ 'spec.template.spec.containers': [] }),
    ['spec.template.spec.containers', 'at least one container', '[]'], /containers: Required value/),
  refused('containers', 'capitals in the name of a container', statefulSet({ [`${CONTAINER}.name`]: 'Db' }),
    [`${CONTAINER}.name`, DNS_LABEL, "'Db'"], /containers\[0\]\.name: Invalid value: "Db"/),
  refused('containers', 'two containers of one name', statefulSet({ 'spec.template.spec.containers[1]': SECOND_CONTAINER }),
    ['spec.template.spec.containers[1].name', 'a name that no other container of the pod has', "'db'"], /containers\[1\]\.name: Duplicate value: "db"/),
  refused('containers', 'a container with the name of an init container', statefulSet({ 'spec.template.spec.initContainers': [SECOND_CONTAINER] }),
    [`${CONTAINER}.name`, 'a name that no other container of the pod has', "'db'"], /initContainers\[0\]\.name: Duplicate value: "db"/),
  refused('containers', 'a container without an image', statefulSet({ [`${CONTAINER}.image`]: undefined }),
    [`${CONTAINER}.image`, 'the name of an image', 'nothing'], /containers\[0\]\.image: Required value/),
  refused('containers', 'a blank before the image', statefulSet({ [`${CONTAINER}.image`]: ' cassandra:5.0' }),
    [`${CONTAINER}.image`, 'the name of an image', "' cassandra:5.0'"], /containers\[0\]\.image: Invalid value: " cassandra:5\.0": must not have leading or trailing whitespace/, 'pods'),

  refused('container-ports', 'port 0', statefulSet({ [`${CONTAINER}.ports[0].containerPort`]: 0 }),
    [`${CONTAINER}.ports[0].containerPort`, PORT, '0'], /containers\[0\]\.ports\[0\]\.containerPort: Required value/),
  refused('container-ports', 'port 65536', statefulSet({ [`${CONTAINER}.ports[0].containerPort`]: 65536 }),
    [`${CONTAINER}.ports[0].containerPort`, PORT, '65536'], /containers\[0\]\.ports\[0\]\.containerPort: Invalid value: 65536: must be between 1 and 65535/),
  refused('container-ports', 'a name of 16 characters', statefulSet({ [`${CONTAINER}.ports[1]`]: { name: 'p'.repeat(16), containerPort: 7000 } }),
    [`${CONTAINER}.ports[1].name`, CONTAINER_PORT_NAME, `'${'p'.repeat(16)}'`], /ports\[1\]\.name: Invalid value: "p{16}": must be no more than 15 characters/),
  refused('container-ports', 'a name without a letter', statefulSet({ [`${CONTAINER}.ports[1]`]: { name: '7000', containerPort: 7000 } }),
    [`${CONTAINER}.ports[1].name`, CONTAINER_PORT_NAME, "'7000'"], /ports\[1\]\.name: Invalid value: "7000": must contain at least one letter/),
  refused('container-ports', 'two ports of one name', statefulSet({ [`${CONTAINER}.ports[1]`]: { name: 'cql', containerPort: 7000 } }),
    [`${CONTAINER}.ports[1].name`, 'a name that no other port of the container has', "'cql'"], /ports\[1\]\.name: Duplicate value: "cql"/),

  ...['livenessProbe', 'startupProbe'].map(probe => refused('probes', `a ${probe} that must succeed twice`,
    statefulSet({ [`${CONTAINER}.${probe}`]: { tcpSocket: { port: 9042 }, successThreshold: 2 } }),
    [`${CONTAINER}.${probe}.successThreshold`, '1, or left out', '2'], new RegExp(`${probe}\\.successThreshold: Invalid value: 2: must be 1`))),
  refused('probes', 'a livenessProbe with a grace period of nothing', statefulSet({ [`${CONTAINER}.livenessProbe`]: { tcpSocket: { port: 9042 }, terminationGracePeriodSeconds: 0 } }),
    [`${CONTAINER}.livenessProbe.terminationGracePeriodSeconds`, 'a whole number of seconds, 1 or more', '0'],
    /livenessProbe\.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0/),
  refused('probes', 'a readinessProbe with a grace period', statefulSet({ [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`]: 30 }),
    [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`, 'left out, because a failed readiness probe ends nothing', '30'],
    /readinessProbe\.terminationGracePeriodSeconds: Invalid value: 30: must not be set for readinessProbes/),

  refused('resource-limits', 'a request above its limit', statefulSet({ [`${CONTAINER}.resources.requests.memory`]: '1025Mi' }),
    [`${CONTAINER}.resources.requests.memory`, "at most the limit, '1Gi'", "'1025Mi'"], /resources\.requests: Invalid value: "1025Mi": must be less than or equal to memory limit of 1Gi/),

  ...['hostNetwork', 'hostPID', 'hostIPC'].map(field => refused('host-users', `${field} in a user namespace of its own`, statefulSet({ 'spec.template.spec.hostUsers': false, [`spec.template.spec.${field}`]: true }),
    [`spec.template.spec.${field}`, 'left out if hostUsers is false', 'true; a pod in a user namespace of its own cannot have it'], new RegExp(`spec\\.${field}: Forbidden: when .hostUsers. is false`, 'i'))),
  refused('host-users', 'a block device in a user namespace of its own',
    statefulSet({ 'spec.template.spec.hostUsers': false, [`${CLAIM}.spec.volumeMode`]: 'Block', [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/xvda' }] }),
    [`${CONTAINER}.volumeDevices`, 'left out if hostUsers is false', '[{"name":"data","devicePath":"/dev/xvda"}]; a pod in a user namespace of its own cannot have it'],
    /volumeDevices: Forbidden: when .hostUsers. is false/),
];

const BUDGETS: readonly RefusedManifest[] = [
  refused('budget-says-one-thing', 'minAvailable beside maxUnavailable', budget({ 'spec.minAvailable': 2 }),
    ['spec.minAvailable', 'left out if maxUnavailable is given', '2'], /minAvailable and maxUnavailable cannot be both set/),

  refused('budget-amounts', 'fewer than no pods', budget({ 'spec.maxUnavailable': -1 }),
    ['spec.maxUnavailable', AMOUNT, '-1'], /spec\.maxUnavailable: Invalid value: -1: must be greater than or equal to 0/),
  refused('budget-amounts', 'more than all pods', budget({ 'spec.maxUnavailable': '150%' }),
    ['spec.maxUnavailable', AMOUNT, "'150%'"], /spec\.maxUnavailable: Invalid value: "150%": must not be greater than 100%/),
  refused('budget-amounts', 'a share without its sign', budget({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': '50' }),
    ['spec.minAvailable', AMOUNT, "'50'"], /spec\.minAvailable: Invalid value: "50": a valid percent string must be a numeric string followed by an ending '%'/),
];

/** Every way to break every rule that forbids something. */
export const REFUSED_MANIFESTS: readonly RefusedManifest[] = [...SERVICES, ...STATEFUL_SETS, ...BUDGETS];
