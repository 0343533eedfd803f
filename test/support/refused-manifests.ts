import { budget, claim, CLAIM, CONTAINER, headless, pod, service, statefulSet } from './manifests';
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
    /** The first one, where earlier ones do not. */
    readonly since?: number;
  };
}

const DNS_LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const SERVICE_NAME = "1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-'";
const STATEFUL_SET_NAME = "1 to 52 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const SUBDOMAIN = "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'";
const LABEL_KEYS = "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'";
const LABEL_VALUE = "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";
const PORT = 'a whole number from 1 to 65535';
const COUNT = 'a whole number from 0 to 2147483647';
const AMOUNT = 'a whole number of pods, 0 or more, or from 0% to 100%';
const CONTAINER_PORT_NAME = "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter";
const MODES = "'ReadWriteOnce' or 'ReadOnlyMany' or 'ReadWriteMany' or 'ReadWriteOncePod'";
const INT32 = 'a whole number of 32 bits';
const SIZE = "a size above 0, such as '10Gi'";
const OUTSIDE = 'for access from outside add a client Service, or one Service per pod';

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
    ['metadata.name', DNS_LABEL, "'Db'"], /metadata\.name: Invalid value: "Db"/),
  refused('service-name', 'more than 63 characters', headless({ 'metadata.name': 'd'.repeat(64) }),
    ['metadata.name', DNS_LABEL, `'${'d'.repeat(64)}'`], /metadata\.name: Invalid value: "d{64}": must be no more than 63/),
  refused('service-name', 'no name', headless({ 'metadata.name': undefined }),
    ['metadata.name', DNS_LABEL, 'nothing'], /resource name may not be empty/),
  {
    rule: 'service-name',
    title: 'a digit first',
    manifests: [headless({ 'metadata.name': '9db' })],
    says: `here: 'metadata.name' must be ${SERVICE_NAME}, got '9db'`,
    server: { at: 'apply', message: /metadata\.name: Invalid value: "9db": a DNS-1035 label/, until: 35 },
  },

  refused('labels', 'a label of a Service whose key has a blank', headless({ 'metadata.labels': { 'a b': 'c' } }),
    ['metadata.labels', LABEL_KEYS, "'a b'"], /metadata\.labels: Invalid value: "a b"/),
  refused('labels', 'a label of a Service whose key has capitals in its domain', headless({ 'metadata.labels': { 'Example.com/a': 'c' } }),
    ['metadata.labels', LABEL_KEYS, "'Example.com/a'"], /metadata\.labels: Invalid value: "Example\.com\/a"/),
  refused('labels', 'a label of a Service whose value ends with a dash', headless({ 'metadata.labels': { app: 'db-' } }),
    ['metadata.labels.app', LABEL_VALUE, "'db-'"], /metadata\.labels: Invalid value: "db-"/),
  refused('field-types', 'a label of a Service that is a number', headless({ 'metadata.labels': { app: 5 } }),
    ['metadata.labels.app', 'a string', '5'], /cannot unmarshal number into Go struct field/),
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
  refused('field-types', 'a port in quotes', headless({ 'spec.ports[0].port': '9042' }),
    ['spec.ports[0].port', INT32, "'9042'"], /cannot unmarshal string into Go struct field/),
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
  refused('field-types', 'a family that is no list', headless({ 'spec.ipFamilies': 'IPv4' }),
    ['spec.ipFamilies', 'a list', "'IPv4'"], /cannot unmarshal string into Go struct field/),
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
    ['spec.clusterIPs', "left out, or only 'None', like clusterIP", '["None"]'], /spec\.clusterIPs: Invalid value: \["None"\]: must be empty when `clusterIP` is not specified/),
  refused('headless-address', 'an address beside None', headless({ 'spec.clusterIPs': ['None', '10.96.0.77'] }),
    ['spec.clusterIPs', "left out, or only 'None', like clusterIP", '["None","10.96.0.77"]'], /'None' must be the first and only value/),

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
    ['metadata.name', DNS_LABEL, "'db.prod'"], /metadata\.name: Invalid value: "db\.prod": must not contain dots/),
  refused('stateful-set-name', 'no name', statefulSet({ 'metadata.name': undefined }),
    ['metadata.name', DNS_LABEL, 'nothing'], /resource name may not be empty/),
  // The hash that follows the name in the pods' label has up to 10 characters, but may have fewer: only a longer name is sure to be too long.
  refused('revision-label', 'so many characters that the label of the revision is too long', statefulSet({ 'metadata.name': 'd'.repeat(61) }),
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

  ...['spec.replicas', 'spec.minReadySeconds', 'spec.ordinals.start'].map(path => refused('numbers', `${path} -1`, statefulSet({ [path]: -1 }),
    [path, COUNT, '-1'], new RegExp(`${path.replaceAll('.', '\\.')}: Invalid value: -1: must be greater than or equal to 0`))),
  refused('numbers', 'a partition of -1', statefulSet({ 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: -1 } } }),
    ['spec.updateStrategy.rollingUpdate.partition', COUNT, '-1'], /partition: Invalid value: -1: must be greater than or equal to 0/),
  refused('field-types', 'more replicas than can be counted', statefulSet({ 'spec.replicas': 2147483648 }),
    ['spec.replicas', INT32, '2147483648'], /cannot unmarshal number 2147483648 into Go struct field/),
  refused('field-types', 'half a replica', statefulSet({ 'spec.replicas': 1.5 }),
    ['spec.replicas', INT32, '1.5'], /cannot unmarshal number 1\.5 into Go struct field/),

  refused('words', 'podManagementPolicy in lower case', statefulSet({ 'spec.podManagementPolicy': 'parallel' }),
    ['spec.podManagementPolicy', "'OrderedReady' or 'Parallel'", "'parallel'"], /spec\.podManagementPolicy: Invalid value: "parallel"/),
  refused('words', 'an unknown update strategy', statefulSet({ 'spec.updateStrategy.type': 'Recreate' }),
    ['spec.updateStrategy.type', "'RollingUpdate' or 'OnDelete'", "'Recreate'"], /spec\.updateStrategy: Invalid value/),
  refused('restart-policy', 'pods that are not restarted', statefulSet({ 'spec.template.spec.restartPolicy': 'OnFailure' }),
    ['spec.template.spec.restartPolicy', "'Always'", "'OnFailure'"], /spec\.template\.spec\.restartPolicy: Unsupported value: "OnFailure"/),
  refused('words', 'an unknown fate for claims when the set is deleted', statefulSet({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Keep' }),
    ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', "'Retain' or 'Delete'", "'Keep'"], /whenDeleted: Unsupported value: "Keep"/),
  refused('words', 'an unknown fate for claims when the set shrinks', statefulSet({ 'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Keep' }),
    ['spec.persistentVolumeClaimRetentionPolicy.whenScaled', "'Retain' or 'Delete'", "'Keep'"], /whenScaled: Unsupported value: "Keep"/),
  refused('update-strategy', 'rollingUpdate beside OnDelete', statefulSet({ 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: {} } }),
    ['spec.updateStrategy.rollingUpdate', "left out if the type is 'OnDelete'", '{}'], /only allowed for updateStrategy 'RollingUpdate'/),

  refused('claim-templates', 'capitals in the name of a claim', statefulSet({ [`${CLAIM}.metadata.name`]: 'Data', [`${CONTAINER}.volumeMounts[0].name`]: 'Data' }),
    [`${CLAIM}.metadata.name`, DNS_LABEL, "'Data'"], /volumes\[0\]\.name: Invalid value: "Data"/),
  refused('required', 'no access modes', statefulSet({ [`${CLAIM}.spec.accessModes`]: undefined }),
    [`${CLAIM}.spec.accessModes`, 'given', 'nothing'], /accessModes: Required value/),
  refused('words', 'an unknown access mode', statefulSet({ [`${CLAIM}.spec.accessModes`]: ['RWO'] }),
    [`${CLAIM}.spec.accessModes[0]`, MODES, "'RWO'"], /accessModes: Unsupported value: "RWO"/),
  refused('claim-spec', 'ReadWriteOncePod beside another mode', statefulSet({ [`${CLAIM}.spec.accessModes`]: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
    [`${CLAIM}.spec.accessModes`, 'only ReadWriteOncePod, or other access modes', '["ReadWriteOncePod","ReadWriteOnce"]'], /accessModes: Forbidden: may not use ReadWriteOncePod with other/),
  refused('claim-spec', 'a claim of no size', statefulSet({ [`${CLAIM}.spec.resources`]: undefined }),
    [`${CLAIM}.spec.resources.requests.storage`, SIZE, 'nothing'], /spec\.resources\[storage\]: Required value/),
  refused('claim-spec', 'a claim of size 0', statefulSet({ [`${CLAIM}.spec.resources.requests.storage`]: '0Gi' }),
    [`${CLAIM}.spec.resources.requests.storage`, SIZE, "'0Gi'"], /spec\.resources\[storage\]: Invalid value: "0": must be greater than zero/),
  refused('field-types', 'a claim whose size has a unit that nobody knows', statefulSet({ [`${CLAIM}.spec.resources.requests.storage`]: '10GB' }),
    [`${CLAIM}.spec.resources.requests.storage`, "a quantity, such as '500m' or '2Gi'", "'10GB'"], /quantities must match the regular expression/),

  refused('volume-mounts', 'a mount of what is not there', statefulSet({ [`${CONTAINER}.volumeMounts[0].name`]: 'dat' }),
    [`${CONTAINER}.volumeMounts[0].name`, 'a claim template or a volume of the pod', "'dat'"], /volumeMounts\[0\]\.name: Not found: "dat"/),
  refused('volume-mounts', 'one path twice', statefulSet({ [`${CONTAINER}.volumeMounts[1]`]: { name: 'data', mountPath: '/var/lib/cassandra', subPath: 'more' } }),
    [`${CONTAINER}.volumeMounts[1].mountPath`, 'a path that no other mount has', "'/var/lib/cassandra'"], /volumeMounts\[1\]\.mountPath: Invalid value: "\/var\/lib\/cassandra": must be unique/),

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
  refused('pod-name', 'capitals', pod({ 'metadata.name': 'Db' }),
    ['metadata.name', SUBDOMAIN, "'Db'"], /metadata\.name: Invalid value: "Db"/),
  refused('image-names', 'a blank before the image', statefulSet({ [`${CONTAINER}.image`]: ' cassandra:5.0' }),
    [`${CONTAINER}.image`, 'the name of an image, without spaces around it', "' cassandra:5.0'"], /containers\[0\]\.image: Invalid value: " cassandra:5\.0": must not have leading or trailing whitespace/, 'pods'),

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
    [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`, 'left out, because a readiness probe never stops a container', '30'],
    /readinessProbe\.terminationGracePeriodSeconds: Invalid value: 30: must not be set for readinessProbes/),

  refused('resource-limits', 'a request above its limit', statefulSet({ [`${CONTAINER}.resources.requests.memory`]: '1025Mi' }),
    [`${CONTAINER}.resources.requests.memory`, "at most the limit, '1Gi'", "'1025Mi'"], /resources\.requests: Invalid value: "1025Mi": must be less than or equal to memory limit of 1Gi/),

  ...['hostNetwork', 'hostPID', 'hostIPC'].map(field => refused('host-users', `${field} in a user namespace of its own`, statefulSet({ 'spec.template.spec.hostUsers': false, [`spec.template.spec.${field}`]: true }),
    [`spec.template.spec.${field}`, 'left out if hostUsers is false', 'true; a pod with its own user namespace cannot have it'], new RegExp(`spec\\.${field}: Forbidden: when .hostUsers. is false`, 'i'))),
  refused('host-users', 'a block device in a user namespace of its own',
    statefulSet({ 'spec.template.spec.hostUsers': false, [`${CLAIM}.spec.volumeMode`]: 'Block', [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/xvda' }] }),
    [`${CONTAINER}.volumeDevices`, 'left out if hostUsers is false', '[{"name":"data","devicePath":"/dev/xvda"}]; a pod with its own user namespace cannot have it'],
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

/** At least one way to break each rule of single fields, and of what fields say together. */
const FIELDS: readonly RefusedManifest[] = [
  refused('namespace-name', 'a dot in the name of a namespace', service({ 'metadata.namespace': 'prod.eu' }),
    ['metadata.namespace', DNS_LABEL, "'prod.eu'"], /does not match the namespace|namespace: Invalid value|not found/),
  refused('api-version', 'a version that is gone', statefulSet({ apiVersion: 'apps/v1beta2' }),
    ['apiVersion', "'apps/v1'", "'apps/v1beta2'"], /no matches for kind|is registered for version|not find the requested resource/),
  refused('known-fields', 'a field that nobody knows', statefulSet({ 'spec.replica': 3 }),
    ['spec.replica', 'left out, because Kubernetes 1.37 has no such field', "3; is 'replicas' meant?"], /strict decoding error: unknown field "spec\.replica"/),
  refused('known-fields', 'a field of a container, among those of the pod', statefulSet({ 'spec.template.spec.imagePullPolicy': 'Always' }),
    ['spec.template.spec.imagePullPolicy', 'left out, because Kubernetes 1.37 has no such field', "'Always'"], /strict decoding error: unknown field "spec\.template\.spec\.imagePullPolicy"/),
  refused('generation', 'a generation below 0', service({ 'metadata.generation': -1 }),
    ['metadata.generation', 'left out', '-1'], /metadata\.generation: Invalid value: -1: must be greater than or equal to 0/),
  refused('annotations', 'an annotation whose key has a blank', headless({ 'metadata.annotations': { 'a b': 'c' } }),
    ['metadata.annotations', "annotations whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'", "'a b'"], /metadata\.annotations: Invalid value: "a b": name part must consist of alphanumeric charact/),
  refused('finalizers', 'a finalizer without a domain', service({ 'metadata.finalizers': ['mine'] }),
    ['metadata.finalizers[0]', "a domain, '/' and a name", "'mine'"], /metadata\.finalizers\[0\]: Invalid value: "mine": name is neither a standard finalizer name n/),
  refused('owners', 'an owner without a uid', statefulSet({ 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a' }] }),
    ['metadata.ownerReferences[0].uid', 'given', 'nothing'], /metadata\.ownerReferences(\.uid: Invalid value: ""|\[0\]\.uid: Required value): must not be empty/),
  refused('label-selectors', 'In without values', budget({ 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'In' }] } }),
    ['spec.selector.matchExpressions[0].values', "one or more values for 'In'", 'nothing'], /spec\.selector\.matchExpressions\[0\]\.values: Required value: must be specified when `operator/),
  refused('label-selectors', 'Exists with values', budget({ 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['db'] }] } }),
    ['spec.selector.matchExpressions[0].values', "left out for 'Exists'", '["db"]'], /spec\.selector\.matchExpressions\[0\]\.values: Forbidden: may not be specified when `operator` /),
  refused('spelling', 'capitals in the name of a service account', statefulSet({ 'spec.template.spec.serviceAccountName': 'Db' }),
    ['spec.template.spec.serviceAccountName', "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'", "'Db'"], /spec\.template\.spec\.serviceAccountName: Invalid value: "Db": a lowercase RFC 1123 subdomain/),
  refused('spelling', 'a path in a container that leads out of its volume', statefulSet({ [`${CONTAINER}.volumeMounts[0].subPath`]: '../data' }),
    [`${CONTAINER}.volumeMounts[0].subPath`, "a path that does not begin with '/', and has no '..' in it", "'../data'"], /spec\.template\.spec\.containers\[0\]\.volumeMounts\.subPath: Invalid value: "\.\.\/data": must not /),
  refused('spelling', 'capitals in the name of a storage class', statefulSet({ [`${CLAIM}.spec.storageClassName`]: 'Fast' }),
    ['spec.volumeClaimTemplates[0].spec.storageClassName', "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'", "'Fast'"], /spec\.volumeClaimTemplates\[0\]\.spec\.storageClassName: Invalid value: "Fast": a lowercase RFC/),
  refused('required', 'a ConfigMap without a name', statefulSet({ 'spec.template.spec.volumes': [{ name: 'config', configMap: {} }] }),
    ['spec.template.spec.volumes[0].configMap.name', 'given', 'nothing'], /spec\.template\.spec\.volumes\[1\]\.configMap\.name: Required value/),
  refused('words', 'a protocol in lower case', service({ 'spec.ports[0].protocol': 'tcp' }),
    ['spec.ports[0].protocol', "'TCP' or 'UDP' or 'SCTP'", "'tcp'"], /spec\.ports\[0\]\.protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"/),
  refused('node-ports', 'a node port of a Service that has none', service({ 'spec.ports[0].nodePort': 30000 }),
    ['spec.ports[0].nodePort', 'left out, unless the type is NodePort or LoadBalancer', '30000'], /spec\.ports\[0\]\.nodePort: Forbidden: may not be used when `type` is 'ClusterIP'/),
  refused('node-ports', 'one node port twice', service({ 'spec.type': 'NodePort', 'spec.ports': [{ name: 'a', port: 1, nodePort: 30000 }, { name: 'b', port: 2, nodePort: 30000 }] }),
    ['spec.ports[1].nodePort', 'a nodePort that no other port of the Service has', '30000'], /spec\.ports\[1\]\.nodePort: Invalid value: 30000: provided port is already allocated/),
  refused('cluster-addresses', 'an address that is none', service({ 'spec.clusterIP': '10.0.0' }),
    ['spec.clusterIP', "an IP address, 'None', or left out", "'10.0.0'"], /spec\.clusterIPs\[0\]: Invalid value: "10\.0\.0": must be a valid IP address, \(e\.g\. 10\.9\.8\.7 or/),
  refused('cluster-addresses', 'addresses that begin with another', service({ 'spec.clusterIP': '10.96.0.10', 'spec.clusterIPs': ['10.96.0.11'] }),
    ['spec.clusterIPs', 'left out, or a list that begins with clusterIP', '["10.96.0.11"]'], /spec\.clusterIPs: Invalid value: \["10\.96\.0\.11"\]: first value must match `clusterIP`/),
  refused('external-name', 'an alias for nothing', service({ 'spec.type': 'ExternalName' }),
    ['spec.externalName', "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'", 'nothing'], /spec\.externalName: Required value/),
  refused('external-name', 'an alias with an address', service({ 'spec.type': 'ExternalName', 'spec.externalName': 'db.example.com', 'spec.clusterIP': '10.96.0.10' }),
    ['spec.clusterIP', "left out for type 'ExternalName'", "'10.96.0.10'"], /spec\.clusterIPs: Forbidden: may not be set for ExternalName services/),
  refused('external-addresses', 'an external address that is none', service({ 'spec.externalIPs': ['db.example.com'] }),
    ['spec.externalIPs[0]', 'an IP address', "'db.example.com'"], /spec\.externalIPs\[0\]: Invalid value: "db\.example\.com": must be a valid IP address, \(e\.g\. 10/),
  refused('external-addresses', 'an external address that only its own host has', service({ 'spec.externalIPs': ['127.0.0.1'] }),
    ['spec.externalIPs[0]', 'an address that is not in the loopback range', "'127.0.0.1'"], /spec\.externalIPs\[0\]: Invalid value: "127\.0\.0\.1": may not be in the loopback range \(127\.0\.0/),
  refused('load-balancers', 'a class of load balancers where there is none', service({ 'spec.loadBalancerClass': 'example.com/internal' }),
    ['spec.loadBalancerClass', "left out, unless the type is 'LoadBalancer'", "'example.com/internal'"], /spec\.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'/),
  refused('load-balancers', 'a range that is none', service({ 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['10.0.0.0'] }),
    ['spec.loadBalancerSourceRanges[0]', "a CIDR block, such as '10.0.0.0/8'", "'10.0.0.0'"], /spec\.LoadBalancerSourceRanges\[0\]: Invalid value: "10\.0\.0\.0": must be a valid CIDR value, \(/),
  refused('traffic-policies', 'a policy for traffic from outside where there is none', service({ 'spec.externalTrafficPolicy': 'Local' }),
    ['spec.externalTrafficPolicy', 'left out of a Service that cannot be reached from outside', "'Local'"], /spec\.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessi/),
  refused('traffic-policies', 'a port to check health at where nobody checks', service({ 'spec.type': 'NodePort', 'spec.healthCheckNodePort': 30000 }),
    ['spec.healthCheckNodePort', "left out, unless the type is 'LoadBalancer' and externalTrafficPolicy 'Local'", '30000'], /spec\.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalanc/),
  refused('session-affinity', 'an affinity for two days', service({ 'spec.sessionAffinity': 'ClientIP', 'spec.sessionAffinityConfig': { clientIP: { timeoutSeconds: 172800 } } }),
    ['spec.sessionAffinityConfig.clientIP.timeoutSeconds', 'a whole number from 1 to 86400', '172800'], /spec\.sessionAffinityConfig\.clientIP\.timeoutSeconds: Invalid value: 172800: must be greater/),
  refused('topology-annotations', 'two annotations that say two things', service({ 'metadata.annotations': { 'service.kubernetes.io/topology-aware-hints': 'auto', 'service.kubernetes.io/topology-mode': 'Disabled' } }),
    ['metadata.annotations.service.kubernetes.io/topology-mode', "left out, or 'auto', as service.kubernetes.io/topology-aware-hints is", "'Disabled'"], /metadata\.annotations\[service\.kubernetes\.io\/topology-mode\]: Invalid value: "Disabled": must/),
  refused('claim-name', 'capitals in the name of a claim', claim({ 'metadata.name': 'Data' }),
    ['metadata.name', "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'", "'Data'"], /metadata\.name: Invalid value: "Data": a lowercase RFC 1123 subdomain must consist of lower/),
  refused('claim-spec', 'a claim of a negative size', claim({ 'spec.resources.requests.storage': '-1Gi' }),
    ['spec.resources.requests.storage', "a size above 0, such as '10Gi'", "'-1Gi'"], /spec\.resources\[storage\]: Invalid value: "-1Gi": must be greater than zero/),
  refused('claim-spec', 'two sources that differ', claim({ 'spec.dataSource': { kind: 'PersistentVolumeClaim', name: 'a' }, 'spec.dataSourceRef': { kind: 'PersistentVolumeClaim', name: 'b' } }),
    ['spec.dataSource', 'left out, or the same as dataSourceRef', '{"kind":"PersistentVolumeClaim","name":"a"}'], /spec: Invalid value: \{\}: must match dataSourceRef/),
  refused('budget-name', 'a slash in the name of a budget', budget({ 'metadata.name': 'a/b' }),
    ['metadata.name', "given, without '/' and '%', and not '.' or '..'", "'a/b'"], /"a\/b": \[?may not contain '\/'/),
  refused('no-deadline', 'a deadline', statefulSet({ 'spec.template.spec.activeDeadlineSeconds': 60 }),
    ['spec.template.spec.activeDeadlineSeconds', 'left out of a StatefulSet', '60'], /spec\.template\.spec\.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet /),
  refused('init-containers', 'a probe of an init container', statefulSet({ 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', readinessProbe: { exec: { command: ['true'] } } }] }),
    ['spec.template.spec.initContainers[0].readinessProbe', "left out of an init container, unless its restartPolicy is 'Always'", '{"exec":{"command":["true"]}}'], /spec\.template\.spec\.initContainers\[0\]\.readinessProbe: Forbidden: may not be set for init co/),
  refused('ephemeral-containers', 'an ephemeral container', statefulSet({ 'spec.template.spec.ephemeralContainers': [{ name: 'debug', image: 'x:1' }] }),
    ['spec.template.spec.ephemeralContainers', 'left out', '[{"name":"debug","image":"x:1"}]; add it to a running pod with kubectl debug'], /spec\.template\.spec\.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod/),
  refused('host-ports', 'one port of the host twice', statefulSet({ [`${CONTAINER}.ports`]: [{ containerPort: 1, hostPort: 9042 }, { containerPort: 2, hostPort: 9042 }] }),
    [`${CONTAINER}.ports[1].hostPort`, 'a host port that no other port of the pod has', '9042'], /spec\.template\.spec\.containers\[0\]\.ports\[1\]\.hostPort: Duplicate value: "TCP\/\/9042"/),
  refused('environment', 'a variable with a value from two places', statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } } }] }),
    [`${CONTAINER}.env[0].valueFrom`, 'one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef', '{"secretKeyRef":{"name":"a","key":"b"},"configMapKeyRef":{"name":"a","key":"b"}}'], /spec\.template\.spec\.containers\[0\]\.env\[0\]\.valueFrom: Invalid value: "": may not have more th/),
  refused('environment', 'a variable with a value and a place to take it from', statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', value: 'a', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] }),
    [`${CONTAINER}.env[0].value`, 'left out if valueFrom is set', "'a'"], /spec\.template\.spec\.containers\[0\]\.env\[0\]\.valueFrom: Invalid value: "": may not be specified/),
  refused('environment', 'an equals sign in the name of a variable', statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A=B', value: 'a' }] }),
    [`${CONTAINER}.env[0].name`, "printable ASCII characters other than '='", "'A=B'"], /spec\.template\.spec\.containers\[0\]\.env\[0\]\.name: Invalid value: "A=B": a valid environment va/),
  refused('environment', 'variables from nowhere', statefulSet({ [`${CONTAINER}.envFrom`]: [{ prefix: 'A_' }] }),
    [`${CONTAINER}.envFrom[0]`, 'from one of configMapRef, secretRef', '{"prefix":"A_"}'], /spec\.template\.spec\.containers\[0\]\.envFrom: Invalid value: "": must specify one of: `configM/),
  refused('downward-fields', 'a field that pods are not told', statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.replicas' } } }] }),
    [`${CONTAINER}.env[0].valueFrom.fieldRef.fieldPath`, 'one of metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, status.podIPs', "'spec.replicas'"], /spec\.template\.spec\.containers\[0\]\.env\[0\]\.valueFrom\.fieldRef\.fieldPath: Invalid value: "spec/),
  refused('downward-fields', 'a resource that nobody knows', statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.disk' } } }] }),
    [`${CONTAINER}.env[0].valueFrom.resourceFieldRef.resource`, 'one of limits.cpu, limits.memory, limits.ephemeral-storage, requests.cpu, requests.memory, requests.ephemeral-storage', "'limits.disk'"], /spec\.template\.spec\.containers\[0\]\.env\[0\]\.valueFrom\.resourceFieldRef\.resource: Unsupported v/),
  refused('volume-sources', 'a volume of two sources', statefulSet({ 'spec.template.spec.volumes': [{ name: 'tmp', emptyDir: {}, hostPath: { path: '/tmp' } }] }),
    ['spec.template.spec.volumes[0]', 'from one source', '["emptyDir","hostPath"]'], /spec\.template\.spec\.volumes\[1\]\.hostPath: Forbidden: may not specify more than 1 volume type/),
  refused('volume-sources', 'two volumes of one name', statefulSet({ 'spec.template.spec.volumes': [{ name: 'tmp', emptyDir: {} }, { name: 'tmp', emptyDir: {} }] }),
    ['spec.template.spec.volumes[1].name', 'a name that no other volume of the pod has', "'tmp'"], /spec\.template\.spec\.volumes\[2\]\.name: Duplicate value: "tmp"/),
  refused('projected-files', 'two files of one path', statefulSet({ 'spec.template.spec.volumes': [{ name: 'all', projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } }, { configMap: { name: 'a', items: [{ key: 'a', path: 'x' }] } }] } }] }),
    ['spec.template.spec.volumes[0].projected.sources[1].configMap.items[0].path', 'a path that no other file of the volume has', "'x'"], /spec\.template\.spec\.volumes\[1\]\.projected: Invalid value: "a": conflicting duplicate paths/),
  refused('volume-devices', 'a device that is not there', statefulSet({ [`${CONTAINER}.volumeDevices`]: [{ name: 'disk', devicePath: '/dev/xvda' }] }),
    [`${CONTAINER}.volumeDevices[0].name`, 'a claim template, or a volume of the pod that uses a claim', "'disk'"], /spec\.template\.spec\.containers\[0\]\.volumeDevices\[0\]\.name: Not found: "disk"/),
  refused('handlers', 'a probe that does two things', statefulSet({ [`${CONTAINER}.readinessProbe`]: { tcpSocket: { port: 9042 }, exec: { command: ['true'] } } }),
    [`${CONTAINER}.readinessProbe`, 'one of exec, httpGet, tcpSocket, grpc', '["exec","tcpSocket"]'], /spec\.template\.spec\.containers\[0\]\.readinessProbe\.tcpSocket: Forbidden: may not specify more/),
  refused('handlers', 'a probe that does nothing', statefulSet({ [`${CONTAINER}.readinessProbe`]: { periodSeconds: 5 } }),
    [`${CONTAINER}.readinessProbe`, 'one of exec, httpGet, tcpSocket, grpc', 'nothing'], /spec\.template\.spec\.containers\[0\]\.readinessProbe: Required value: must specify a handler ty/),
  refused('sleeps', 'a sleep that is longer than the pod has', statefulSet({ [`${CONTAINER}.lifecycle`]: { preStop: { sleep: { seconds: 31 } } } }),
    [`${CONTAINER}.lifecycle.preStop.sleep.seconds`, 'a whole number from 0 to terminationGracePeriodSeconds, 30', '31'], /spec\.template\.spec\.containers\[0\]\.lifecycle\.preStop\.sleep: Invalid value: 31: must be non-n/),
  refused('resource-limits', 'a resource that nobody knows', statefulSet({ [`${CONTAINER}.resources.limits.disk`]: '1Gi' }),
    [`${CONTAINER}.resources.limits.disk`, 'one of cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain of its own', "'disk'"], /spec\.template\.spec\.containers\[0\]\.resources\.limits\[disk\]: Invalid value: "disk": must be a /),
  refused('pod-resources', 'less for the pod than for its container', statefulSet({ 'spec.template.spec.resources': { requests: { memory: '1Mi' } } }),
    ['spec.template.spec.resources.requests.memory', 'at least what the containers request together', "'1Mi'"], /spec\.template\.spec\.resources\.requests\[memory\]: Invalid value: "1Mi": must be greater than /),
  refused('resource-claims', 'a device that the pod does not claim', statefulSet({ [`${CONTAINER}.resources.claims`]: [{ name: 'gpu' }] }),
    [`${CONTAINER}.resources.claims[0].name`, 'the name of one of resourceClaims', "'gpu'"], /spec\.template\.spec\.containers\[0\]\.resources\.claims\[0\]: Not found: "gpu": must be one of the/),
  refused('resizing', 'a resource of which two things are said', statefulSet({ [`${CONTAINER}.resizePolicy`]: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }, { resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }),
    [`${CONTAINER}.resizePolicy[1].resourceName`, 'a resource that no earlier entry names', "'cpu'"], /spec\.template\.spec\.containers\[0\]\.resizePolicy\[1\]: Duplicate value: "cpu"/),
  refused('security-contexts', 'a privileged container that may gain nothing', statefulSet({ [`${CONTAINER}.securityContext`]: { privileged: true, allowPrivilegeEscalation: false } }),
    [`${CONTAINER}.securityContext.allowPrivilegeEscalation`, 'true or left out, because the container has all rights through privileged', 'false'], /spec\.template\.spec\.containers\[0\]\.securityContext: Invalid value: \{"Capabilities":null,"Pri/),
  refused('confinement', 'a profile without a name', statefulSet({ 'spec.template.spec.securityContext.seccompProfile': { type: 'Localhost' } }),
    ['spec.template.spec.securityContext.seccompProfile.localhostProfile', 'the name of the profile', 'nothing'], /spec\.template\.spec\.securityContext\.seccompProfile\.localhostProfile: Required value: must b/),
  refused('confinement', 'the name of a profile that has one', statefulSet({ 'spec.template.spec.securityContext.seccompProfile': { type: 'RuntimeDefault', localhostProfile: 'a.json' } }),
    ['spec.template.spec.securityContext.seccompProfile.localhostProfile', "left out, unless the type is 'Localhost'", "'a.json'"], /spec\.template\.spec\.securityContext\.seccompProfile\.localhostProfile: Invalid value: \{"Type"/),
  refused('sysctls', 'one sysctl twice', statefulSet({ 'spec.template.spec.securityContext.sysctls': [{ name: 'net.core.somaxconn', value: '1' }, { name: 'net.core.somaxconn', value: '2' }] }),
    ['spec.template.spec.securityContext.sysctls[1].name', 'a sysctl that is not set already', "'net.core.somaxconn'"], /spec\.template\.spec\.securityContext\.sysctls\[1\]\.name: Duplicate value: "net\.core\.somaxconn"/),
  refused('operating-system', 'a user of Linux in a pod for Windows', statefulSet({ 'spec.template.spec.os': { name: 'windows' }, 'spec.template.spec.securityContext': { runAsUser: 1 }, [`${CONTAINER}.securityContext`]: undefined }),
    ['spec.template.spec.securityContext.runAsUser', 'left out of a pod for windows', '1'], /spec\.template\.spec\.securityContext\.runAsUser: Forbidden: cannot be set for a windows pod/),
  refused('windows-options', 'a user of no name', statefulSet({ 'spec.template.spec.securityContext.windowsOptions': { runAsUserName: '' } }),
    ['spec.template.spec.securityContext.windowsOptions.runAsUserName', "a Windows user, after an optional domain and '\\'", "''"], /spec\.template\.spec\.securityContext\.windowsOptions\.runAsUserName: Invalid value: "": runAsU/),
  refused('node-selection', 'an operator that nobody knows', statefulSet({ 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Is', values: ['a'] }] }] } } } }),
    ['spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator', 'one of In, NotIn, Exists, DoesNotExist, Gt, Lt', "'Is'"], /spec\.template\.spec\.affinity\.nodeAffinity\.requiredDuringSchedulingIgnoredDuringExecution\.no/),
  refused('matched-label-keys', 'keys without a selector', statefulSet({ 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['app'] }] }),
    ['spec.template.spec.topologySpreadConstraints[0].matchLabelKeys', 'left out if there is no labelSelector', '["app"]'], /spec\.template\.spec\.topologySpreadConstraints\[0\]\.matchLabelKeys: Forbidden: must not be spe/),
  refused('spreading', 'one constraint twice', statefulSet({ 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }, { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] }),
    ['spec.template.spec.topologySpreadConstraints[1]', 'a constraint that differs from each earlier one in topologyKey or whenUnsatisfiable', "'zone'"], /spec\.template\.spec\.topologySpreadConstraints\[0\]\.\{topologyKey, whenUnsatisfiable\}: Duplicat/),
  refused('tolerations', 'a toleration of Exists with a value', statefulSet({ 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Exists', value: 'b' }] }),
    ['spec.template.spec.tolerations[0].value', "left out for 'Exists'", "'b'"], /spec\.template\.spec\.tolerations\[0\]\.operator: Invalid value: "b": value must be empty when `/),
  refused('scheduling-gates', 'one gate twice', statefulSet({ 'spec.template.spec.schedulingGates': [{ name: 'a' }, { name: 'a' }] }),
    ['spec.template.spec.schedulingGates[1].name', 'a name that no other gate of the pod has', "'a'"], /spec\.template\.spec\.schedulingGates\[1\]: Duplicate value: "a"/),
  refused('resolvers', 'a resolver without an address', statefulSet({ 'spec.template.spec.dnsConfig': { nameservers: ['dns.example.com'] } }),
    ['spec.template.spec.dnsConfig.nameservers[0]', 'an IP address', "'dns.example.com'"], /spec\.template\.spec\.dnsConfig\.nameservers\[0\]: Invalid value: "dns\.example\.com": must be a v/),
  refused('resolvers', 'no policy and no resolver', statefulSet({ 'spec.template.spec.dnsPolicy': 'None' }),
    ['spec.template.spec.dnsConfig.nameservers', "one or more addresses if dnsPolicy is 'None'", 'nothing'], /spec\.template\.spec\.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is/),
  refused('pod-annotations', 'a cost of deletion that is no number', statefulSet({ 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': 'cheap' } }),
    ['spec.template.metadata.annotations.controller.kubernetes.io/pod-deletion-cost', 'a whole number of 32 bits, in quotes', "'cheap'"], /spec\.template\.annotations\[controller\.kubernetes\.io\/pod-deletion-cost\]: Invalid value: "che/),
  {
    rule: 'restart-rules',
    title: 'rules without a policy',
    manifests: [statefulSet({ [`${CONTAINER}.restartPolicyRules`]: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] })],
    says: `here: '${CONTAINER}.restartPolicy' must be set if there are restartPolicyRules, got nothing`,
    server: { at: 'apply', message: /restartPolicy: Required value: must specify restartPolicy when restart rules are used/, since: 35 },
  },
  {
    rule: 'hostname-override',
    title: 'a host name beside the network of the host',
    manifests: [statefulSet({ 'spec.template.spec.hostnameOverride': 'db', 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.ports`]: undefined, [`${CONTAINER}.readinessProbe`]: undefined })],
    says: "here: 'spec.template.spec.hostnameOverride' must be left out if hostNetwork is true, got 'db'",
    server: { at: 'apply', message: /spec\.template\.spec\.hostnameOverride: Forbidden: may not be specified when hostNetwork is true/, since: 35 },
  },
  {
    rule: 'projected-certificates',
    title: 'a bundle by nothing',
    manifests: [statefulSet({ 'spec.template.spec.volumes': [{ name: 'tls', projected: { sources: [{ clusterTrustBundle: { path: 'ca.pem' } }] } }] })],
    says: "here: 'spec.template.spec.volumes[0].projected.sources[0].clusterTrustBundle' must be from one of name, signerName, got nothing",
    server: { at: 'apply', message: /clusterTrustBundle: Required value: either name or signerName must be specified/, since: 37 },
  },
  {
    rule: 'update-strategy',
    title: 'updates that may take no pod',
    manifests: [statefulSet({ 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } } })],
    says: "here: 'spec.updateStrategy.rollingUpdate.maxUnavailable' must be a whole number of pods, 1 or more, or from 1% to 100%, got 0",
    server: { at: 'apply', message: /maxUnavailable: Invalid value: 0: cannot be 0/, since: 37 },
  },
  {
    rule: 'pod-names-free',
    title: 'a pod with the name of one of the set',
    manifests: [pod({ 'metadata.name': 'taken-0', 'metadata.labels': { other: 'yes' } }), statefulSet({ 'metadata.name': 'taken' })],
    says: "here: 'metadata.name' must be a name that gives no pod of the set the name of another Pod, got 'taken-0'",
    // the controller tries for ever, and says so in its own log alone
    server: { at: 'pods', message: /^$/ },
  },
];

/** Every way to break every rule that forbids something. */
export const REFUSED_MANIFESTS: readonly RefusedManifest[] = [...SERVICES, ...STATEFUL_SETS, ...BUDGETS, ...FIELDS];
