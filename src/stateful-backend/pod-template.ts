import * as kplus from 'cdk8s-plus-28';
import { PodFields } from './pod-fields';

/** What was asked for, container by container, beyond what cdk8s-plus remembers. */
export interface ContainerWishes {
  /** As the user wrote it; unknown for a container that was made elsewhere and attached. */
  readonly asked?: kplus.ContainerProps;
  /** Fields that cdk8s-plus has no word for. */
  readonly fields?: Partial<kplus.k8s.Container>;
}

/**
 * The pod that cdk8s-plus wrote, made fit for a stateful backend: restricted, with the volumes of claims left to the claims, and without the
 * defaults that cdk8s-plus adds and nobody asked for. Which ones, and why, stands in docs/decisions/0004.
 */
export function podSpec(written: kplus.k8s.PodSpec, asked: kplus.AbstractPodProps, fields: PodFields, claims: ReadonlySet<string>): kplus.k8s.PodSpec {
  const { seccompProfile, seLinuxOptions, supplementalGroups, windowsOptions, enableServiceLinks, ...others } = fields;
  const volumes = written.volumes?.filter(volume => !claims.has(volume.name));
  return {
    ...written,
    dnsPolicy: asked.dns?.policy,
    hostNetwork: written.hostNetwork ? true : undefined,
    setHostnameAsFqdn: written.setHostnameAsFqdn ? true : undefined,
    restartPolicy: asked.restartPolicy,
    terminationGracePeriodSeconds: asked.terminationGracePeriod?.toSeconds(),
    volumes: volumes?.length ? volumes : undefined,
    securityContext: {
      ...podSecurity(asked.securityContext),
      seccompProfile: seccompProfile ?? { type: 'RuntimeDefault' },
      seLinuxOptions,
      supplementalGroups,
      windowsOptions,
    },
    enableServiceLinks: enableServiceLinks ?? false,
    ...others,
  };
}

/**
 * One number is enough: the group is the user's own, and volumes belong to the group, unless other ones are given. Without a user nothing is
 * said, because the image may name one.
 */
function podSecurity(asked: kplus.PodSecurityContextProps = {}): kplus.k8s.PodSecurityContext {
  const group = asked.group ?? asked.user;
  const fsGroup = asked.fsGroup ?? group;
  return {
    runAsUser: asked.user,
    runAsGroup: group,
    runAsNonRoot: asked.ensureNonRoot ?? true,
    fsGroup,
    fsGroupChangePolicy: fsGroup === undefined ? undefined : asked.fsGroupChangePolicy ?? kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
    sysctls: asked.sysctls?.length ? asked.sysctls : undefined,
  };
}

/** The container that cdk8s-plus wrote, with the same care. */
export function containerSpec(written: kplus.k8s.Container, { asked, fields }: ContainerWishes): kplus.k8s.Container {
  return {
    ...written,
    imagePullPolicy: asked === undefined ? written.imagePullPolicy : asked.imagePullPolicy,
    startupProbe: asked !== undefined && asked.startup === undefined ? undefined : written.startupProbe,
    securityContext: containerSecurity(written.securityContext),
    ...fields,
  };
}

/** What Pod Security `restricted` wants of each container; what the pod says for all of them is not said again. */
function containerSecurity(written: kplus.k8s.SecurityContext = {}): kplus.k8s.SecurityContext {
  const { add, drop } = written.capabilities ?? {};
  return {
    ...written,
    privileged: written.privileged ? true : undefined,
    allowPrivilegeEscalation: written.privileged ? undefined : written.allowPrivilegeEscalation,
    runAsNonRoot: written.runAsNonRoot ? undefined : false,
    capabilities: { add, drop: drop ?? ['ALL'] },
  };
}
