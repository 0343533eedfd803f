import * as kplus from 'cdk8s-plus-28';
import { PodFields } from './pod-fields';
import { placementFields, PodPlacement } from './pod-placement';

/**
 * The pod that cdk8s-plus wrote, made fit for a stateful backend: restricted, with the volumes of claims left to the claims, and without
 * the defaults that cdk8s-plus adds and nobody asked for. Which ones, and why, stands in docs/decisions/0004.
 */
export function podSpec(
  written: kplus.k8s.PodSpec,
  asked: kplus.AbstractPodProps & PodPlacement & { readonly assignedUser?: boolean },
  fields: PodFields,
  claims: ReadonlySet<string>,
): kplus.k8s.PodSpec {
  const { seccompProfile, seLinuxOptions, supplementalGroups, windowsOptions, enableServiceLinks, os, ...others } = fields;
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
      ...podSecurity(asked.securityContext, asked.assignedUser),
      seccompProfile: seccompProfile ?? { type: 'RuntimeDefault' },
      seLinuxOptions,
      supplementalGroups,
      windowsOptions,
    },
    enableServiceLinks: enableServiceLinks ?? false,
    os: os && { name: os },
    ...others,
    ...placementFields(asked, fields),
  };
}

/**
 * One number is enough: the group is the user's own, and volumes belong to the group, unless other ones are given. Without a user nothing
 * is said, because the image may name one. Whose group is assigned has volumes, too, that are not to be gone through at each start.
 */
function podSecurity(asked: kplus.PodSecurityContextProps = {}, assigned = false): kplus.k8s.PodSecurityContext {
  const group = asked.group ?? asked.user;
  const fsGroup = asked.fsGroup ?? group;
  return {
    runAsUser: asked.user,
    runAsGroup: group,
    runAsNonRoot: asked.ensureNonRoot ?? true,
    fsGroup,
    fsGroupChangePolicy: fsGroup === undefined && !assigned
      ? undefined
      : asked.fsGroupChangePolicy ?? kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
    sysctls: asked.sysctls?.length ? asked.sysctls : undefined,
  };
}
